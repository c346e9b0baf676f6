package city.belfry.hub.why;

import city.belfry.hub.city.LocalText;
import city.belfry.hub.why.Answer.Evidence;
import city.belfry.hub.why.Answer.Reason;
import city.belfry.mappings.Trace;
import city.belfry.mappings.rml.Position;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.jena.graph.Node;
import org.apache.jena.riot.out.NodeFmtLib;

/// An answer as the members of JSON objects, the same for the REST resource and the command line.
public final class WhyJson {
    private WhyJson() {}

    public static Map<String, Object> of(Answer answer) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("complete", answer.isWhole());
        json.put(
                "statements",
                answer.statements().stream().map(WhyJson::statement).toList());
        return json;
    }

    /// A term as Turtle writes it, without prefixes.
    public static String term(Node node) {
        return NodeFmtLib.strNT(node);
    }

    private static Map<String, Object> statement(Answer.Explained explained) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("subject", term(explained.statement().getSubject()));
        json.put("predicate", term(explained.statement().getPredicate()));
        json.put("object", term(explained.statement().getObject()));
        json.put("reasons", explained.reasons().stream().map(WhyJson::reason).toList());
        return json;
    }

    private static Map<String, Object> reason(Reason reason) {
        Map<String, Object> json = new LinkedHashMap<>();
        switch (reason) {
            case Reason.FromSource(Answer.About dataset, Answer.Version version, Evidence evidence) -> {
                json.put("kind", "source");
                json.put("dataset", dataset(dataset));
                json.put("version", version(version));
                json.put("evidence", evidence(evidence));
            }
            case Reason.ByHand(Answer.About dataset, Answer.Version version) -> {
                json.put("kind", "by-hand");
                json.put("dataset", dataset(dataset));
                json.put("version", version(version));
            }
            case Reason.Inferred(String graph, var derivations) -> {
                json.put("kind", "inferred");
                json.put("graph", graph);
                json.put(
                        "derivations",
                        derivations.stream()
                                .map(each -> Map.of(
                                        "rule",
                                        each.rule().name().toLowerCase(Locale.ROOT),
                                        "from",
                                        List.of(
                                                term(each.premise().getSubject()),
                                                term(each.premise().getPredicate()),
                                                term(each.premise().getObject()))))
                                .toList());
            }
            case Reason.Linked(List<Answer.Rule> rules) -> {
                json.put("kind", "link");
                json.put(
                        "rules",
                        rules.stream()
                                .map(rule -> Map.of(
                                        "id",
                                        rule.id(),
                                        "from",
                                        rule.from(),
                                        "relation",
                                        rule.relation(),
                                        "to",
                                        rule.to()))
                                .toList());
            }
            case Reason.OfTheHub(String graph) -> {
                json.put("kind", "hub");
                json.put("graph", graph);
            }
        }
        return json;
    }

    private static Map<String, Object> dataset(Answer.About about) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", about.id());
        about.title().map(LocalText::byLanguage).ifPresent(title -> json.put("title", title));
        about.publisher().map(LocalText::byLanguage).ifPresent(name -> json.put("publisher", name));
        about.licence().ifPresent(licence -> json.put("licence", licence.toString()));
        about.landingPage().ifPresent(page -> json.put("landingPage", page.toString()));
        json.put("source", about.source());
        return json;
    }

    private static Map<String, Object> version(Answer.Version version) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("number", version.number());
        json.put("exact", version.isExact());
        json.put("present", version.present());
        version.at().ifPresent(at -> json.put("at", at.toString()));
        version.restored().ifPresent(earlier -> json.put("restoredFrom", earlier));
        version.run().ifPresent(run -> {
            Map<String, Object> of = new LinkedHashMap<>();
            of.put("iri", run.iri());
            run.started().ifPresent(at -> of.put("started", at.toString()));
            run.ended().ifPresent(at -> of.put("ended", at.toString()));
            of.put("inputChecksum", run.inputChecksum());
            of.put("recipeChecksum", run.recipeChecksum());
            json.put("run", of);
        });
        return json;
    }

    private static Map<String, Object> evidence(Evidence evidence) {
        Map<String, Object> json = new LinkedHashMap<>();
        switch (evidence) {
            case Evidence.Found(List<Trace.Origin> origins, boolean same, boolean shown, Trace.End end) -> {
                json.put("kind", "records");
                json.put("sameMapping", same);
                json.put("valuesShown", shown);
                json.put("searched", end.name().toLowerCase(Locale.ROOT));
                json.put("origins", origins.stream().map(WhyJson::origin).toList());
            }
            case Evidence.Rdf(List<String> files) -> {
                json.put("kind", "rdf");
                json.put("files", files);
            }
            case Evidence.SourceGone() -> json.put("kind", "source-not-cached");
            case Evidence.DatasetGone() -> json.put("kind", "dataset-not-in-city-file");
            case Evidence.NotFound(boolean same, Trace.End end) -> {
                json.put("kind", "not-found");
                json.put("sameMapping", same);
                json.put("searched", end.name().toLowerCase(Locale.ROOT));
            }
        }
        return json;
    }

    private static Map<String, Object> origin(Trace.Origin origin) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("mapping", origin.mapping());
        json.put("triplesMap", origin.map());
        json.put("triplesMapLine", origin.mapAt().line());
        if (!origin.ruleAt().equals(Position.NONE)) {
            json.put("ruleLine", origin.ruleAt().line());
        }
        json.put("record", record(origin.record()));
        origin.joined().ifPresent(joined -> json.put("joinedRecord", record(joined)));
        return json;
    }

    private static Map<String, Object> record(Trace.SourceRecord record) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("file", record.place().source());
        if (record.place().line() > 0) {
            json.put("line", record.place().line());
        }
        if (!record.place().path().isEmpty()) {
            json.put("path", record.place().path());
        }
        if (record.number() > 0) {
            json.put("number", record.number());
        }
        Map<String, List<String>> fields = new LinkedHashMap<>();
        record.cells()
                .forEach(cell -> fields.computeIfAbsent(cell.field(), unseen -> new ArrayList<>())
                        .add(cell.text()));
        json.put("fields", fields);
        return json;
    }
}
