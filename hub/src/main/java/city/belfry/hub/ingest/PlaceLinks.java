package city.belfry.hub.ingest;

import city.belfry.hub.catalogue.CatalogueIris;
import city.belfry.hub.city.CityFile;
import city.belfry.hub.city.LinkEntry;
import city.belfry.hub.ingest.IngestException.Code;
import city.belfry.hub.store.CityStore;
import city.belfry.hub.store.Companion;
import city.belfry.hub.store.Content;
import city.belfry.hub.store.Visibility;
import city.belfry.ontology.City;
import city.belfry.ontology.Inferences;
import city.belfry.ontology.Vocabulary;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.query.Query;
import org.apache.jena.query.QueryFactory;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.DatasetGraphFactory;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.exec.QueryExec;
import org.apache.jena.sparql.graph.GraphFactory;
import org.apache.jena.vocabulary.RDFS;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.prep.PreparedGeometry;
import org.locationtech.jts.geom.prep.PreparedGeometryFactory;
import org.locationtech.jts.index.strtree.STRtree;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

/// Links things to the area that they lie in, across datasets, by the rules of the city's file.
///
/// Only what everybody may see takes part, since the links are open. A point on a border belongs to the smaller area,
/// then to the one whose IRI comes first, so that a run gives the same links as the one before.
public final class PlaceLinks {
    private final CityFile city;
    private final CityStore store;
    private final Inferences inferences;
    private final Query features;
    private final Graph vocabulary = Vocabulary.graph();

    private record Area(Node node, double size, PreparedGeometry shape) {}

    private record Feature(Node node, Geometry geometry) {}

    public PlaceLinks(CityFile city, CityStore store, Inferences inferences) {
        this.city = city;
        this.store = store;
        this.inferences = inferences;
        this.features = QueryFactory.create(resource("features-with-geometry.rq"));
    }

    /// Computes all links anew; writes them when they differ from what is there.
    LinkReport publish() {
        Graph links = GraphFactory.createDefaultGraph();
        SortedMap<String, Long> linked = new TreeMap<>();
        SortedMap<String, Long> outside = new TreeMap<>();
        DatasetGraph open = store.open();
        open.executeRead(() -> {
            for (LinkEntry rule : city.links()) {
                link(open, open, rule, links, linked, outside);
            }
        });
        CatalogueIris iris = CatalogueIris.of(city.city());
        Node graph = iris.graph("links");
        Graph inferred = GraphFactory.createDefaultGraph();
        inferences.forEach(links, inferred::add);
        Node inferredGraph = iris.inferred("links");
        boolean changed = open.calculateRead(
                () -> differs(open.getGraph(graph), links) || differs(open.getGraph(inferredGraph), inferred));
        if (changed) {
            store.replace(
                    Visibility.OPEN, graph, Content.of(links), new Companion(inferredGraph, Content.of(inferred)));
        }
        return new LinkReport(linked, outside, changed);
    }

    /// The links of things that are not published, to the areas that are.
    public Graph of(Graph things) {
        Graph links = GraphFactory.createDefaultGraph();
        DatasetGraph open = store.open();
        DatasetGraph beside = DatasetGraphFactory.wrap(things);
        open.executeRead(() -> {
            for (LinkEntry rule : city.links()) {
                link(beside, open, rule, links, new TreeMap<>(), new TreeMap<>());
            }
        });
        return links;
    }

    private static boolean differs(Graph published, Graph wanted) {
        return published.size() != wanted.size() || !wanted.stream().allMatch(published::contains);
    }

    private void link(
            DatasetGraph things,
            DatasetGraph open,
            LinkEntry rule,
            Graph links,
            SortedMap<String, Long> linked,
            SortedMap<String, Long> outside) {
        Node relation = term(rule, rule.relation());
        STRtree areas = new STRtree();
        for (Feature area : features(open, term(rule, rule.to()))) {
            areas.insert(
                    area.geometry().getEnvelopeInternal(),
                    new Area(area.node(), area.geometry().getArea(), PreparedGeometryFactory.prepare(area.geometry())));
        }
        areas.build();
        for (Feature thing : features(things, term(rule, rule.from()))) {
            Point point = thing.geometry().getInteriorPoint();
            Optional<Area> around = around(areas, point);
            around.ifPresent(area -> links.add(Triple.create(thing.node(), relation, area.node())));
            (around.isPresent() ? linked : outside).merge(rule.id(), 1L, Long::sum);
        }
    }

    @SuppressWarnings("unchecked") // the tree holds what this class put in
    private static Optional<Area> around(STRtree areas, Point point) {
        List<Area> near = areas.query(new Envelope(point.getCoordinate()));
        return near.stream()
                .filter(area -> area.shape().covers(point))
                .min(Comparator.comparingDouble(Area::size)
                        .thenComparing(area -> area.node().getURI()));
    }

    /// Things of a class or of one below it, each once, with a geometry in longitude and latitude.
    private List<Feature> features(DatasetGraph open, Node type) {
        List<Feature> found = new ArrayList<>();
        Set<Node> seen = new LinkedHashSet<>();
        WKTReader reader = new WKTReader();
        for (Node narrower : withSubclasses(type)) {
            try (QueryExec query = QueryExec.dataset(open)
                    .query(features)
                    .substitution(Var.alloc("class"), narrower)
                    .build()) {
                query.select().forEachRemaining(row -> {
                    Node node = row.get("feature");
                    if (node.isURI() && seen.add(node)) {
                        geometry(reader, row.get("wkt").getLiteralLexicalForm())
                                .ifPresent(geometry -> found.add(new Feature(node, geometry)));
                    }
                });
            }
        }
        return found;
    }

    /// A geometry that cannot be read was reported when its dataset was checked; here it links to nothing.
    private static Optional<Geometry> geometry(WKTReader reader, String wkt) {
        try {
            Geometry geometry = reader.read(wkt);
            return geometry.isEmpty() ? Optional.empty() : Optional.of(geometry);
        } catch (ParseException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Set<Node> withSubclasses(Node type) {
        Set<Node> types = new LinkedHashSet<>();
        Deque<Node> open = new ArrayDeque<>(List.of(type));
        while (!open.isEmpty()) {
            Node next = open.pop();
            if (types.add(next)) {
                vocabulary
                        .find(Node.ANY, RDFS.subClassOf.asNode(), next)
                        .mapWith(Triple::getSubject)
                        .filterKeep(Node::isURI)
                        .forEachRemaining(open::push);
            }
        }
        return types;
    }

    private Node term(LinkEntry rule, String name) {
        if (!name.startsWith("belfry:")) {
            return NodeFactory.createURI(name);
        }
        Node term = NodeFactory.createURI(City.NS + name.substring("belfry:".length()));
        if (!vocabulary.contains(term, Node.ANY, Node.ANY)) {
            throw new IngestException(
                    Code.LINK_INVALID,
                    "link '" + rule.id() + "' names " + name + ", which is no term of the city ontology. Correct it in "
                            + city.path().getFileName() + ".");
        }
        return term;
    }

    private static String resource(String name) {
        try (InputStream in =
                Objects.requireNonNull(PlaceLinks.class.getResourceAsStream(name), "class path lacks " + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
