package city.belfry.hub.pages;

import city.belfry.hub.why.Answer;
import city.belfry.hub.why.Answer.Evidence;
import city.belfry.hub.why.Answer.Reason;
import city.belfry.hub.why.WhyJson;
import city.belfry.mappings.Trace;
import city.belfry.ontology.Inferences;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.springframework.web.util.UriComponentsBuilder;

/// The origin of statements as its page shows it.
final class WhyView {
    /// An address that is longer is refused by some servers on the way; without the object it asks for all values.
    private static final int OBJECT_CHARACTERS_MAX = 1_000;

    private final Labels labels;
    private final PageLinks links;
    private final ZoneId zone;
    private final Locale locale;

    WhyView(Labels labels, PageLinks links, ZoneId zone, Locale locale) {
        this.labels = labels;
        this.links = links;
        this.zone = zone;
        this.locale = locale;
    }

    /// The page that tells why a statement is there; empty when it cannot be named from outside.
    static String address(Triple triple) {
        if (!triple.getSubject().isURI()) {
            return "";
        }
        UriComponentsBuilder page = UriComponentsBuilder.fromPath("/why")
                .queryParam("subject", "{subject}")
                .queryParam("predicate", "{predicate}");
        // Only an address of the web is taken for an IRI without its brackets.
        String object = isWeb(triple.getObject()) ? triple.getObject().getURI() : WhyJson.term(triple.getObject());
        if (triple.getObject().isBlank() || object.length() > OBJECT_CHARACTERS_MAX) {
            return page.encode()
                    .buildAndExpand(
                            triple.getSubject().getURI(), triple.getPredicate().getURI())
                    .toUriString();
        }
        return page.queryParam("object", "{object}")
                .encode()
                .buildAndExpand(
                        triple.getSubject().getURI(), triple.getPredicate().getURI(), object)
                .toUriString();
    }

    private static boolean isWeb(Node object) {
        return object.isURI()
                && (object.getURI().startsWith("http://") || object.getURI().startsWith("https://"));
    }

    record Part(EntityView.Shown subject, EntityView.Shown predicate, EntityView.Shown object) {}

    record Statement(Part statement, List<Because> reasons) {}

    /// One reason; what a kind does not have is empty.
    record Because(
            String kind,
            Optional<Of> dataset,
            Optional<When> version,
            Optional<Source> source,
            List<Step> steps,
            List<Answer.Rule> rules,
            String graph) {}

    record Of(String id, String title, String publisher, String licence) {}

    record When(long number, boolean isExact, long present, String at, long restored, String run, String checksum) {}

    record Source(
            String kind,
            boolean isSameRecipe,
            boolean areCellsShown,
            String end,
            List<Trace.Origin> origins,
            List<String> files) {}

    record Step(String rule, Part from) {}

    List<Statement> of(Answer answer) {
        return answer.statements().stream()
                .map(each -> new Statement(
                        part(each.statement()),
                        each.reasons().stream().map(this::because).toList()))
                .toList();
    }

    private Part part(Triple triple) {
        return new Part(shown(triple.getSubject()), shown(triple.getPredicate()), shown(triple.getObject()));
    }

    private EntityView.Shown shown(Node node) {
        String text = labels.of(node, locale);
        int max = 300;
        return new EntityView.Shown(
                text.length() <= max ? text : text.substring(0, max) + "…",
                links.of(node),
                node.isLiteral() ? node.getLiteralLanguage() : "");
    }

    private Because because(Reason reason) {
        return switch (reason) {
            case Reason.FromSource(Answer.About dataset, Answer.Version version, Evidence evidence) ->
                new Because(
                        "source",
                        Optional.of(of(dataset)),
                        Optional.of(when(version)),
                        Optional.of(source(evidence)),
                        List.of(),
                        List.of(),
                        "");
            case Reason.ByHand(Answer.About dataset, Answer.Version version) ->
                new Because(
                        "hand",
                        Optional.of(of(dataset)),
                        Optional.of(when(version)),
                        Optional.empty(),
                        List.of(),
                        List.of(),
                        "");
            case Reason.Inferred(String graph, List<Inferences.Derivation> derivations) ->
                simple(
                        "inferred",
                        derivations.stream()
                                .map(each -> new Step(each.rule().name(), part(each.premise())))
                                .toList(),
                        List.of(),
                        graph);
            case Reason.Linked(List<Answer.Rule> rules) -> simple("link", List.of(), rules, "links");
            case Reason.OfTheHub(String graph) -> simple("hub", List.of(), List.of(), graph);
        };
    }

    private static Because simple(String kind, List<Step> steps, List<Answer.Rule> rules, String graph) {
        return new Because(kind, Optional.empty(), Optional.empty(), Optional.empty(), steps, rules, graph);
    }

    private Of of(Answer.About about) {
        String language = locale.getLanguage();
        return new Of(
                about.id(),
                about.title().map(title -> title.in(language)).orElse(about.id()),
                about.publisher().map(name -> name.in(language)).orElse(""),
                about.licence().map(Object::toString).orElse(""));
    }

    private When when(Answer.Version version) {
        DateTimeFormatter format = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.SHORT)
                .withLocale(locale)
                .withZone(zone);
        return new When(
                version.number(),
                version.isExact(),
                version.present(),
                version.at().map(format::format).orElse(""),
                version.restored().orElse(0L),
                version.run().map(Answer.Run::iri).orElse(""),
                version.run().map(Answer.Run::inputChecksum).orElse(""));
    }

    private static Source source(Evidence evidence) {
        return switch (evidence) {
            case Evidence.Found(List<Trace.Origin> origins, boolean same, boolean shown, Trace.End end) ->
                new Source("records", same, shown, end.name(), origins, List.of());
            case Evidence.Rdf(List<String> files) -> new Source("rdf", true, true, "", List.of(), files);
            case Evidence.SourceGone() -> new Source("gone", true, true, "", List.of(), List.of());
            case Evidence.DatasetGone() -> new Source("unlisted", true, true, "", List.of(), List.of());
            case Evidence.NotFound(boolean same, Trace.End end) ->
                new Source("missing", same, true, end.name(), List.of(), List.of());
        };
    }
}
