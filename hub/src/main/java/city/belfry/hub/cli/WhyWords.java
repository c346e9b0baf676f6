package city.belfry.hub.cli;

import city.belfry.hub.why.Answer;
import city.belfry.hub.why.Answer.Evidence;
import city.belfry.hub.why.Answer.Reason;
import city.belfry.hub.why.WhyJson;
import city.belfry.mappings.Trace;
import city.belfry.mappings.rml.Position;
import city.belfry.ontology.Inferences;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import org.apache.jena.graph.Triple;

/// The origin of statements in words.
final class WhyWords {
    private final PrintStream out;
    private final String language;

    WhyWords(PrintStream out, String language) {
        this.out = out;
        this.language = language;
    }

    void print(Answer answer) {
        for (Answer.Explained explained : answer.statements()) {
            out.println(words(explained.statement()));
            explained.reasons().forEach(this::print);
            out.println();
        }
        if (!answer.isWhole()) {
            out.println("There are more statements; name the predicate, or the object too.");
        }
    }

    private static String words(Triple triple) {
        return WhyJson.term(triple.getSubject()) + " " + WhyJson.term(triple.getPredicate()) + " "
                + WhyJson.term(triple.getObject());
    }

    private void print(Reason reason) {
        switch (reason) {
            case Reason.FromSource(Answer.About dataset, Answer.Version version, Evidence evidence) -> {
                print(dataset);
                line("version", words(version));
                version.run().ifPresent(run -> line("run", run.iri() + ", source " + run.inputChecksum()));
                print(evidence);
            }
            case Reason.ByHand(Answer.About dataset, Answer.Version version) -> {
                print(dataset);
                line("version", words(version));
                line("written", "by hand, with SPARQL Update or the Graph Store Protocol; no source says it");
            }
            case Reason.Inferred(String graph, List<Inferences.Derivation> derivations) -> {
                line("follows", "from the ontology and what " + graph + " says");
                derivations.forEach(each -> line(each.rule().name().toLowerCase(Locale.ROOT), words(each.premise())));
            }
            case Reason.Linked(List<Answer.Rule> rules) ->
                rules.forEach(rule -> line(
                        "link rule",
                        rule.id() + ": " + rule.from() + " " + rule.relation() + " " + rule.to() + ", by place"));
            case Reason.OfTheHub(String graph) -> line("the hub", "says it of itself, in its graph " + graph);
        }
    }

    private void print(Answer.About about) {
        line(
                "dataset",
                about.id()
                        + about.title().map(title -> ", " + title.in(language)).orElse(""));
        about.publisher().ifPresent(name -> line("publisher", name.in(language)));
        line("licence", about.licence().map(Object::toString).orElse("none is stated"));
    }

    private static String words(Answer.Version version) {
        return (version.isExact() ? "" : "at the latest ") + version.number() + " of " + version.present()
                + version.at().map(at -> ", " + at).orElse("")
                + version.restored()
                        .map(earlier -> ", brought back from version " + earlier)
                        .orElse("");
    }

    private void print(Evidence evidence) {
        switch (evidence) {
            case Evidence.Found(List<Trace.Origin> origins, boolean same, boolean shown, Trace.End end) -> {
                if (!same) {
                    line("note", "the mapping or the entry in city.yaml has changed since that run");
                }
                origins.forEach(this::print);
                if (end != Trace.End.WHOLE) {
                    line("note", "there may be more records; the search ended before the end of the source");
                }
            }
            case Evidence.Rdf(List<String> files) ->
                line("source", "is RDF and says it itself: " + String.join(", ", files));
            case Evidence.SourceGone() -> line("source", "is not in the cache any more, so the record is not known");
            case Evidence.DatasetGone() -> line("source", "is not in city.yaml any more, so the record is not known");
            case Evidence.NotFound(boolean same, Trace.End end) ->
                line(
                        "source",
                        switch (end) {
                            case WHOLE ->
                                same
                                        ? "has no record that makes it"
                                        : "has no record that makes it now; the mapping or the entry in city.yaml has"
                                                + " changed since that run";
                            case OUT_OF_TIME -> "took too long to be searched to its end";
                            case TOO_LARGE -> "is too large to be searched";
                        });
        }
    }

    private void print(Trace.Origin origin) {
        line(
                "rule",
                origin.mapping() + ", triples map " + origin.map() + " (line "
                        + origin.mapAt().line() + ")"
                        + (origin.ruleAt().equals(Position.NONE)
                                ? ""
                                : ", rule at line " + origin.ruleAt().line()));
        print("record", origin.record());
        origin.joined().ifPresent(joined -> print("joined", joined));
    }

    private void print(String name, Trace.SourceRecord record) {
        line(name, record.place() + (record.number() > 0 ? ", record " + record.number() : ", from several records"));
        record.cells().forEach(cell -> out.println("              " + cell.field() + " = " + cell.text()));
    }

    private void line(String name, String text) {
        out.printf(Locale.ROOT, "  %-10s  %s%n", name, text);
    }
}
