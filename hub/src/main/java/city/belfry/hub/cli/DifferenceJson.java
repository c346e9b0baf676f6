package city.belfry.hub.cli;

import city.belfry.hub.store.Difference;
import java.util.stream.Collectors;
import org.apache.jena.riot.out.NodeFmtLib;

/// A difference for programs: terms in the syntax of N-Triples.
final class DifferenceJson {
    private DifferenceJson() {}

    static String of(String dataset, long from, long to, Difference difference) {
        return difference.bySubject().entrySet().stream()
                .map(subject -> "{\"subject\":" + JsonText.quoted(subject.getKey()) + ",\"changes\":"
                        + subject.getValue().stream()
                                .map(DifferenceJson::line)
                                .collect(Collectors.joining(",", "[", "]"))
                        + "}")
                .collect(Collectors.joining(
                        ",",
                        "{\"dataset\":" + JsonText.quoted(dataset) + ",\"from\":" + from + ",\"to\":" + to
                                + ",\"added\":" + difference.added() + ",\"removed\":" + difference.removed()
                                + ",\"subjects\":[",
                        "]}"));
    }

    private static String line(Difference.Line line) {
        return "{\"added\":" + line.added() + ",\"predicate\":" + JsonText.quoted(NodeFmtLib.strNT(line.predicate()))
                + ",\"object\":" + JsonText.quoted(NodeFmtLib.strNT(line.object())) + "}";
    }
}
