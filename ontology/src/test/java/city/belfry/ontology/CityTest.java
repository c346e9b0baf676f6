package city.belfry.ontology;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.vocabulary.OWL;
import org.apache.jena.vocabulary.RDF;
import org.apache.jena.vocabulary.RDFS;
import org.junit.jupiter.api.Test;

/// `City` and the ontology name the same terms, so that Java can neither lag behind nor invent one.
///
/// `mvn -pl ontology test -Dtest=CityTest -Dtest.args=-Dcity.update=true` writes `City.java` from the ontology.
class CityTest {
    private static final Path SOURCE =
            Path.of(System.getProperty("belfry.root", ".."), "ontology/src/main/java/city/belfry/ontology/City.java");
    private static final List<Node> KINDS = List.of(
            OWL.Class.asNode(),
            OWL.ObjectProperty.asNode(),
            OWL.DatatypeProperty.asNode(),
            OWL.AnnotationProperty.asNode());

    @Test
    void namesExactlyTheTermsOfTheOntology() throws IOException {
        String expected = source();
        if (Boolean.getBoolean("city.update")) {
            Files.writeString(SOURCE, expected);
        }
        assertEquals(expected, Files.readString(SOURCE), "run this test with -Dtest.args=-Dcity.update=true");
    }

    private static String source() {
        Catalog catalog = Catalog.load();
        var text = new StringBuilder("""
                package city.belfry.ontology;

                import org.apache.jena.graph.Node;
                import org.apache.jena.graph.NodeFactory;

                /// The terms of the city ontology under their own names; what each means stands in its module's Turtle file.
                ///
                /// Written from the ontology by `CityTest`; never edit it by hand.
                @SuppressWarnings("MemberName") // A term keeps the spelling that it has in RDF.
                public final class City {
                    /// Namespace of all terms, whichever module defines them.
                    public static final String NS = "https://w3id.org/belfry/ont#";

                    /// Namespace of the code lists: a code is this, its scheme, a slash and its notation.
                    public static final String CODES = "https://w3id.org/belfry/code/";
                """);
        for (String iri : catalog.fileByIri().keySet()) {
            List<String> names = terms(catalog.read(iri).orElseThrow(), iri);
            if (!names.isEmpty()) {
                text.append("\n    // ")
                        .append(iri.substring(iri.lastIndexOf('/') + 1))
                        .append('\n');
                names.forEach(name -> text.append("    public static final Node ")
                        .append(name)
                        .append(" = term(\"")
                        .append(name)
                        .append("\");\n"));
            }
        }
        return text.append("""

                    private City() {}

                    /// The IRI of a code, for example `code("transport-mode", "tram")`. Whether the list has it is for a shape to say.
                    public static Node code(String scheme, String notation) {
                        return NodeFactory.createURI(CODES + scheme + "/" + notation);
                    }

                    private static Node term(String name) {
                        return NodeFactory.createURI(NS + name);
                    }
                }
                """).toString();
    }

    private static List<String> terms(Graph module, String iri) {
        List<String> names = new ArrayList<>();
        for (Node kind : KINDS) {
            module.find(Node.ANY, RDF.type.asNode(), kind)
                    .mapWith(triple -> triple.getSubject())
                    .filterKeep(Node::isURI)
                    .filterKeep(term -> term.getURI().startsWith("https://w3id.org/belfry/ont#"))
                    .filterKeep(term -> module.find(term, RDFS.isDefinedBy.asNode(), Node.ANY)
                            .filterKeep(triple -> triple.getObject().hasURI(iri))
                            .hasNext())
                    .forEachRemaining(term -> names.add(term.getLocalName()));
        }
        names.sort(Comparator.naturalOrder());
        return names;
    }
}
