package city.belfry.hub.pages;

import city.belfry.hub.city.CityIdentity;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.sparql.graph.GraphFactory;
import org.apache.jena.vocabulary.RDF;
import org.springframework.stereotype.Component;

/// What the SPARQL service can do, for programs (SPARQL 1.1 Service Description).
@Component
final class ServiceDescription {
    private static final String SD = "http://www.w3.org/ns/sparql-service-description#";
    private static final String FORMATS = "http://www.w3.org/ns/formats/";

    private final CityIdentity city;

    ServiceDescription(CityIdentity city) {
        this.city = city;
    }

    Graph graph() {
        Graph graph = GraphFactory.createDefaultGraph();
        Node service = NodeFactory.createURI(city.baseIri() + "/id/service/" + city.id() + "-sparql");
        graph.add(service, RDF.type.asNode(), sd("Service"));
        graph.add(service, sd("endpoint"), NodeFactory.createURI(city.baseIri() + "/sparql"));
        graph.add(service, sd("supportedLanguage"), sd("SPARQL11Query"));
        graph.add(service, sd("feature"), sd("UnionDefaultGraph"));
        for (String format : new String[] {
            "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV",
            "Turtle", "N-Triples", "JSON-LD", "RDF_XML"
        }) {
            graph.add(service, sd("resultFormat"), NodeFactory.createURI(FORMATS + format));
        }
        return graph;
    }

    private static Node sd(String term) {
        return NodeFactory.createURI(SD + term);
    }
}
