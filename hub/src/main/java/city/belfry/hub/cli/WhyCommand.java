package city.belfry.hub.cli;

import city.belfry.hub.city.CityFile;
import city.belfry.hub.sparql.CityPrefixes;
import city.belfry.hub.store.CityStore;
import city.belfry.hub.why.Answer;
import city.belfry.hub.why.Asked;
import city.belfry.hub.why.Why;
import city.belfry.hub.why.WhyJson;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/// Tells why statements are in the hub.
@Command(
        name = "why",
        description = {
            "Tells why statements are in the hub: dataset, version, run, rule with its line, source record, licence.",
            "Whoever runs this sees whole records, after the treatment of personal data."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Example: belfry why --city city.yaml https://lille.example/id/area/59350 rdfs:label"})
final class WhyCommand implements Callable<Integer> {
    @Mixin
    private OutputOptions output = new OutputOptions();

    @Mixin
    private CityOptions options = new CityOptions();

    @Parameters(index = "0", paramLabel = "SUBJECT", description = "IRI of the thing.")
    private String subject = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "PREDICATE", description = "IRI or name (rdfs:label).")
    private @Nullable String predicate;

    @Parameters(
            index = "2",
            arity = "0..1",
            paramLabel = "OBJECT",
            description = "IRI, literal as in Turtle, or the text of a literal.")
    private @Nullable String object;

    private final Screen screen;

    WhyCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() {
        CityFile city = options.read();
        Asked asked = Asked.of(
                subject,
                Optional.ofNullable(predicate),
                Optional.ofNullable(object),
                new CityPrefixes(city.city().baseIri()).namespaces());
        try (CityStore store = CityStore.open(options.homeOf(city))) {
            Answer answer = new Why(city, store).of(asked, Why.Asker.STEWARD);
            if (output.json) {
                screen.out().println(JsonMapper.builder().build().writeValueAsString(WhyJson.of(answer)));
            } else {
                new WhyWords(screen.out(), city.city().language()).print(answer);
            }
        }
        return 0;
    }
}
