package city.belfry.ontology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.jena.datatypes.xsd.XSDDatatype;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.sparql.graph.GraphFactory;
import org.apache.jena.vocabulary.OWL;
import org.apache.jena.vocabulary.RDF;
import org.apache.jena.vocabulary.RDFS;
import org.apache.jena.vocabulary.XSD;
import org.junit.jupiter.api.Test;

/// A number without a unit and a local time without a zone never enter in silence: the ontology says the unit of each
/// number, or which property must say it, and a shape finds what lacks it.
class UnitsTest {
    private static final Graph ALL = Vocabulary.graph();
    private static final Node THING = NodeFactory.createURI("https://example.org/id/thing");
    private static final Node OBSERVATION = NodeFactory.createURI("http://www.w3.org/ns/sosa/Observation");
    private static final String PROV = "http://www.w3.org/ns/prov#";

    /// GTFS leaves the unit of `shape_dist_traveled` to the feed and gives no field for it.
    private static final Set<String> WITHOUT = Set.of("distanceAlong");

    @Test
    void eachNumberThatIsNoCountHasAUnit() {
        List<String> bare = new ArrayList<>();
        for (Node kind : List.of(XSD.decimal.asNode(), XSD.xdouble.asNode())) {
            properties(kind).forEach(property -> {
                boolean own = ALL.contains(property, City.inUnit, Node.ANY);
                boolean beside = ALL.contains(property, City.unitGivenBy, Node.ANY);
                if (own == beside && !WITHOUT.contains(property.getLocalName())) {
                    bare.add(property.getLocalName());
                }
            });
        }
        assertEquals(List.of(), bare, "numbers with no unit or with two");
    }

    @Test
    void aUnitInTheNameIsTheUnitThatIsSaid() {
        List<String> contradictions = new ArrayList<>();
        ALL.find(Node.ANY, City.inUnit, Node.ANY).forEachRemaining(triple -> {
            String name = triple.getSubject().getLocalName().toLowerCase(Locale.ROOT);
            String unit = triple.getObject().getLocalName();
            for (var word : List.of(
                    List.of("squaremetres", "M2"),
                    List.of("centimetres", "CentiM"),
                    List.of("seconds", "SEC"),
                    List.of("minutes", "MIN"),
                    List.of("kelvin", "K"),
                    List.of("percent", "PERCENT"),
                    List.of("watthours", "W-HR"),
                    List.of("watts", "W"),
                    List.of("decibels", "DeciB"))) {
                if (name.endsWith(word.getFirst()) && !unit.equals(word.getLast())) {
                    contradictions.add(name + " " + unit);
                }
            }
        });
        assertEquals(List.of(), contradictions);
    }

    @Test
    void aNumberWhoseUnitMustStandBesideItIsFoundWithoutIt() {
        List<String> silent = new ArrayList<>();
        ALL.find(Node.ANY, City.unitGivenBy, Node.ANY).forEachRemaining(triple -> {
            Graph data = GraphFactory.createDefaultGraph();
            domains(triple.getSubject()).forEach(type -> data.add(THING, RDF.type.asNode(), type));
            data.add(THING, triple.getSubject(), NodeFactory.createLiteralDT("12.5", XSDDatatype.XSDdecimal));
            if (found(data).stream().noneMatch(code -> code.matches(".*WITHOUT_(UNIT|CURRENCY)"))) {
                silent.add(triple.getSubject().getLocalName());
            }
        });
        assertEquals(List.of(), silent);
        assertTrue(ALL.contains(Node.ANY, City.unitGivenBy, Node.ANY));
    }

    @Test
    void aLocalTimeIsFoundWhicheverPropertyHasIt() {
        List<Node> moments = new ArrayList<>(properties(XSD.dateTime.asNode()));
        assertTrue(moments.size() > 8, moments.toString());
        List.of("startedAtTime", "endedAtTime", "atTime", "generatedAtTime")
                .forEach(name -> moments.add(NodeFactory.createURI(PROV + name)));
        moments.add(NodeFactory.createURI("http://www.w3.org/ns/sosa/resultTime"));
        List<String> silent = new ArrayList<>();
        for (Node moment : moments) {
            for (String zone : List.of("", "Z", "+02:00")) {
                Graph data = GraphFactory.createDefaultGraph();
                domains(moment).forEach(type -> data.add(THING, RDF.type.asNode(), type));
                data.add(THING, RDF.type.asNode(), OBSERVATION);
                data.add(
                        THING,
                        moment,
                        NodeFactory.createLiteralDT("2026-07-01T12:00:00" + zone, XSDDatatype.XSDdateTime));
                boolean found = found(data).stream().anyMatch(code -> code.endsWith("WITHOUT_ZONE"));
                if (found != zone.isEmpty()) {
                    silent.add(moment.getLocalName() + " '" + zone + "'");
                }
            }
        }
        assertEquals(List.of(), silent);
    }

    /// What all shapes of ours find, except those of catalogues, which want a whole catalogue.
    private static List<String> found(Graph data) {
        return SHAPES.check(data).stream().map(Finding::code).toList();
    }

    private static final Shapes SHAPES = ofAllModules();

    private static Shapes ofAllModules() {
        StringBuilder imports = new StringBuilder();
        OntologyFiles.modules().keySet().stream()
                .map(module -> module.substring(module.lastIndexOf('/') + 1))
                .map(module -> "https://w3id.org/belfry/shapes/" + module)
                .filter(shapes -> Catalog.load().fileByIri().containsKey(shapes))
                .forEach(shapes -> imports.append("[] <")
                        .append(OWL.imports.getURI())
                        .append("> <")
                        .append(shapes)
                        .append("> .\n"));
        try {
            var file = Files.createTempFile("all-shapes", ".ttl");
            Files.writeString(file, imports);
            Shapes shapes = Shapes.ofFile(file);
            Files.delete(file);
            return shapes;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<Node> properties(Node range) {
        return ALL.find(Node.ANY, RDFS.range.asNode(), range)
                .mapWith(Triple::getSubject)
                .filterKeep(property -> ALL.contains(property, RDF.type.asNode(), OWL.DatatypeProperty.asNode()))
                .toList();
    }

    private static List<Node> domains(Node property) {
        List<Node> domains = new ArrayList<>();
        for (Node relation :
                List.of(RDFS.domain.asNode(), NodeFactory.createURI("https://schema.org/domainIncludes"))) {
            ALL.find(property, relation, Node.ANY).mapWith(Triple::getObject).forEachRemaining(domains::add);
        }
        return domains;
    }
}
