package city.belfry.ontology;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.vocabulary.OWL;
import org.apache.jena.vocabulary.RDF;

/// The ontology as the tests look at it: one graph per file of the catalogue, and who owns which term.
final class OntologyFiles {
    static final Path ROOT = Path.of(System.getProperty("belfry.root", ".."));
    static final Path SHARED = ROOT.resolve("../shared").normalize();

    private OntologyFiles() {}

    /// The files whose IRI starts with the namespace, by IRI.
    static Map<String, Graph> inNamespace(String namespace) {
        Catalog catalog = Catalog.load();
        Map<String, Graph> graphs = new LinkedHashMap<>();
        catalog.fileByIri().keySet().stream()
                .filter(iri -> iri.startsWith(namespace))
                .forEach(iri -> graphs.put(iri, catalog.read(iri).orElseThrow()));
        return graphs;
    }

    /// The modules with terms of our own, by IRI.
    static Map<String, Graph> modules() {
        Map<String, Graph> modules = inNamespace("https://w3id.org/belfry/ont/");
        modules.remove("https://w3id.org/belfry/ont/external");
        return modules;
    }

    static List<Node> ownTerms(Graph graph, Node... kinds) {
        return List.of(kinds).stream()
                .flatMap(kind -> graph
                        .find(Node.ANY, RDF.type.asNode(), kind)
                        .mapWith(triple -> triple.getSubject())
                        .filterKeep(term -> term.isURI() && term.getURI().startsWith(City.NS))
                        .toList()
                        .stream())
                .distinct()
                .sorted((a, b) -> a.getURI().compareTo(b.getURI()))
                .toList();
    }

    static List<Node> classes(Graph graph) {
        return ownTerms(graph, OWL.Class.asNode());
    }

    static List<Node> properties(Graph graph) {
        return ownTerms(
                graph, OWL.ObjectProperty.asNode(), OWL.DatatypeProperty.asNode(), OWL.AnnotationProperty.asNode());
    }

    /// All files below a folder of the repository with one of the endings, build output left out; none when the folder
    /// is not there.
    static List<Path> files(String folder, String... endings) throws IOException {
        Path top = ROOT.resolve(folder);
        if (!Files.isDirectory(top)) {
            return List.of();
        }
        try (var tree = Files.walk(top)) {
            return tree.filter(file -> List.of(endings).stream().anyMatch(file.toString()::endsWith))
                    .filter(file -> !top.relativize(file).startsWith("target")
                            && !file.toString().contains("/target/"))
                    .sorted()
                    .toList();
        }
    }
}
