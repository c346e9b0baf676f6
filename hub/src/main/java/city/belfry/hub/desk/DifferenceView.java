package city.belfry.hub.desk;

import city.belfry.hub.city.CityIdentity;
import city.belfry.hub.pages.Labels;
import city.belfry.hub.pages.PageLinks;
import city.belfry.hub.sparql.CityPrefixes;
import city.belfry.hub.store.Difference;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.riot.out.NodeFmtLib;
import org.apache.jena.riot.system.PrefixMap;
import org.apache.jena.riot.system.PrefixMapFactory;
import org.springframework.stereotype.Component;

/// A difference as a page shows it: thing by thing, what went and what came.
@Component
final class DifferenceView {
    /// Things on a page; the command line and the RDF Patch have the rest.
    static final int THINGS_SHOWN = 50;
    /// Statements that are compared for a page.
    static final long STATEMENTS_MAX = 100_000;

    private static final int TEXT_MAX = 200;

    private final PrefixMap prefixes = PrefixMapFactory.create();
    private final String base;
    private final Labels labels;
    private final PageLinks links;

    DifferenceView(CityIdentity city, Labels labels, PageLinks links) {
        this.base = city.baseIri() + "/id/";
        this.labels = labels;
        this.links = links;
        new CityPrefixes(city.baseIri()).namespaces().forEach(prefixes::add);
    }

    /// @param things the first things that differ
    /// @param more how many more there are
    record Shown(long added, long removed, List<Thing> things, int more) {}

    record Thing(String name, String href, List<Line> lines) {}

    /// @param property its name for people
    record Line(boolean added, String property, String value) {}

    Shown of(Difference difference, Locale locale) {
        Map<String, List<Difference.Line>> subjects = difference.bySubject();
        List<Thing> things = subjects.entrySet().stream()
                .limit(THINGS_SHOWN)
                .map(subject -> thing(subject.getKey(), subject.getValue(), locale))
                .toList();
        return new Shown(difference.added(), difference.removed(), things, Math.max(0, subjects.size() - THINGS_SHOWN));
    }

    private Thing thing(String iri, List<Difference.Line> lines, Locale locale) {
        boolean ours = iri.startsWith(base);
        return new Thing(
                ours ? iri.substring(base.length()) : iri,
                ours ? links.of(NodeFactory.createURI(iri)) : "",
                lines.stream()
                        .map(line -> new Line(line.added(), labels.of(line.predicate(), locale), value(line.object())))
                        .toList());
    }

    private String value(Node node) {
        String text = NodeFmtLib.str(node, prefixes);
        return text.length() <= TEXT_MAX ? text : text.substring(0, TEXT_MAX) + "…";
    }
}
