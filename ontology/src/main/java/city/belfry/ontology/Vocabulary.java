package city.belfry.ontology;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.GraphUtil;
import org.apache.jena.sparql.graph.GraphFactory;

/// The ontology as RDF, read from the class path: what a hub publishes as its `/graph/ontology`.
public final class Vocabulary {
    private static final String MODULES = "https://w3id.org/belfry/ont/";
    private static final String ALIGNMENTS = "https://w3id.org/belfry/align/";

    private Vocabulary() {}

    /// All modules, the declarations of foreign terms and the code lists; without the alignments, which entail nothing
    /// and so must not be reasoned with. A new graph on each call, owned by the caller.
    public static Graph graph() {
        return merged(List.of(MODULES, City.CODES));
    }

    /// How the classes relate to those of other vocabularies (SKOS mapping relations). A new graph on each call.
    public static Graph alignments() {
        return merged(List.of(ALIGNMENTS));
    }

    /// The files that Belfry brings along whose IRI begins with a namespace such as `https://w3id.org/belfry/ont/`, by
    /// IRI, in the order of the catalogue. New graphs on each call, owned by the caller.
    public static Map<String, Graph> files(String namespace) {
        Catalog catalog = Catalog.load();
        Map<String, Graph> files = new LinkedHashMap<>();
        catalog.fileByIri().keySet().stream()
                .filter(iri -> iri.startsWith(namespace))
                .forEach(iri -> files.put(iri, catalog.read(iri).orElseThrow()));
        return files;
    }

    private static Graph merged(List<String> namespaces) {
        Catalog catalog = Catalog.load();
        Graph all = GraphFactory.createDefaultGraph();
        for (String iri : catalog.fileByIri().keySet()) {
            if (namespaces.stream().anyMatch(iri::startsWith)) {
                Graph part = catalog.read(iri).orElseThrow();
                GraphUtil.addInto(all, part);
                all.getPrefixMapping().setNsPrefixes(part.getPrefixMapping());
            }
        }
        return all;
    }
}
