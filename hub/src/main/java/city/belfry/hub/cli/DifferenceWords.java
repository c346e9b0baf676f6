package city.belfry.hub.cli;

import city.belfry.hub.city.CityIdentity;
import city.belfry.hub.sparql.CityPrefixes;
import city.belfry.hub.store.Difference;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import org.apache.jena.graph.Node;
import org.apache.jena.riot.out.NodeFmtLib;
import org.apache.jena.riot.system.PrefixMap;
import org.apache.jena.riot.system.PrefixMapFactory;

/// A difference as a person reads it: thing by thing, what went and what came.
final class DifferenceWords {
    private final PrefixMap prefixes = PrefixMapFactory.create();
    private final String base;

    DifferenceWords(CityIdentity city) {
        base = city.baseIri() + "/id/";
        new CityPrefixes(city.baseIri()).namespaces().forEach(prefixes::add);
    }

    /// Writes at most so many subjects and says how many are left out.
    void print(PrintStream out, Difference difference, int subjectsMax) {
        Map<String, List<Difference.Line>> subjects = difference.bySubject();
        subjects.entrySet().stream().limit(subjectsMax).forEach(subject -> {
            String name = subject.getKey();
            out.println();
            out.println(name.startsWith(base) ? name.substring(base.length()) : name);
            for (Difference.Line line : subject.getValue()) {
                out.println((line.added() ? "  + " : "  - ") + text(line.predicate()) + " " + text(line.object()));
            }
        });
        if (subjects.size() > subjectsMax) {
            out.println();
            out.println("… and " + (subjects.size() - subjectsMax) + " more things; --all shows them.");
        }
    }

    private String text(Node node) {
        return NodeFmtLib.str(node, prefixes);
    }
}
