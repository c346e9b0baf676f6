package city.belfry.hub.catalogue;

import city.belfry.hub.city.LocalText;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.jena.datatypes.xsd.XSDDatatype;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.rdf.model.Property;
import org.apache.jena.rdf.model.Resource;
import org.apache.jena.sparql.graph.GraphFactory;
import org.apache.jena.vocabulary.RDF;

/// Statements about one subject after another.
public final class Statements {
    private final Graph graph = GraphFactory.createDefaultGraph();

    public Graph graph() {
        return graph;
    }

    public Subject about(Node subject) {
        return new Subject(subject);
    }

    public final class Subject {
        private final Node subject;

        private Subject(Node subject) {
            this.subject = subject;
        }

        public Subject type(Node type) {
            return link(RDF.type.asNode(), type);
        }

        public Subject type(Resource type) {
            return type(type.asNode());
        }

        public Subject link(Property property, Node object) {
            return link(property.asNode(), object);
        }

        public Subject link(Node property, Node object) {
            graph.add(Triple.create(subject, property, object));
            return this;
        }

        public Subject link(Property property, URI object) {
            return link(property, NodeFactory.createURI(object.toString()));
        }

        public Subject text(Property property, LocalText text) {
            text.byLanguage()
                    .forEach((language, words) -> link(
                            property,
                            language.isEmpty()
                                    ? NodeFactory.createLiteralString(words)
                                    : NodeFactory.createLiteralLang(words, language)));
            return this;
        }

        public Subject text(Property property, String text) {
            return link(property, NodeFactory.createLiteralString(text));
        }

        public Subject text(Node property, String text) {
            return link(property, NodeFactory.createLiteralString(text));
        }

        public Subject number(Node property, long number) {
            return link(property, NodeFactory.createLiteralDT(Long.toString(number), XSDDatatype.XSDinteger));
        }

        public Subject number(Node property, BigDecimal number) {
            return link(property, NodeFactory.createLiteralDT(number.toPlainString(), XSDDatatype.XSDdecimal));
        }

        public Subject time(Property property, Instant instant) {
            return link(
                    property,
                    NodeFactory.createLiteralDT(
                            instant.truncatedTo(ChronoUnit.MILLIS).toString(), XSDDatatype.XSDdateTime));
        }
    }
}
