package city.belfry.hub.sparql;

import city.belfry.ontology.City;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.impl.WrappedGraph;
import org.apache.jena.shared.PrefixMapping;
import org.apache.jena.shared.impl.PrefixMappingImpl;

/// The prefixes with which the hub writes RDF and which the SPARQL page offers.
public final class CityPrefixes {
    private final Map<String, String> namespaces;

    public CityPrefixes(String cityBase) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("belfry", City.NS);
        all.put("id", cityBase + "/id/");
        all.put("graph", cityBase + "/graph/");
        all.put("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#");
        all.put("rdfs", "http://www.w3.org/2000/01/rdf-schema#");
        all.put("xsd", "http://www.w3.org/2001/XMLSchema#");
        all.put("geo", "http://www.opengis.net/ont/geosparql#");
        all.put("sosa", "http://www.w3.org/ns/sosa/");
        all.put("skos", "http://www.w3.org/2004/02/skos/core#");
        all.put("dcat", "http://www.w3.org/ns/dcat#");
        all.put("dcterms", "http://purl.org/dc/terms/");
        all.put("foaf", "http://xmlns.com/foaf/0.1/");
        all.put("org", "http://www.w3.org/ns/org#");
        all.put("prov", "http://www.w3.org/ns/prov#");
        all.put("qudt", "http://qudt.org/schema/qudt/");
        all.put("void", "http://rdfs.org/ns/void#");
        namespaces = Collections.unmodifiableMap(all);
    }

    public Map<String, String> namespaces() {
        return namespaces;
    }

    /// Prefix and namespace by turns, with blanks between them, for the script of a page.
    public String inTurn() {
        return namespaces.entrySet().stream()
                .map(prefix -> prefix.getKey() + " " + prefix.getValue())
                .collect(Collectors.joining(" "));
    }

    /// A whole graph as it is to be written: with those prefixes, its own and the hub's, that its statements need. The
    /// graph itself may be shared and stays as it is.
    public Graph over(Graph graph) {
        Map<String, String> all = new LinkedHashMap<>(graph.getPrefixMapping().getNsPrefixMap());
        all.putAll(namespaces);
        all.keySet().retainAll(UsedPrefixes.in(graph, all));
        PrefixMapping needed = new PrefixMappingImpl().setNsPrefixes(all);
        return new WrappedGraph(graph) {
            @Override
            public PrefixMapping getPrefixMapping() {
                return needed;
            }
        };
    }
}
