package city.belfry.hub.ingest;

import city.belfry.mappings.privacy.PersonalFields;
import city.belfry.mappings.privacy.Suspect;
import city.belfry.mappings.privacy.Treatment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.riot.system.StreamRDF;
import org.apache.jena.riot.system.StreamRDFWrapper;
import org.apache.jena.sparql.core.Quad;

/// Treats personal data in a source that is RDF already: its fields are properties. What nobody declared is looked for
/// on the way, before anything is published.
final class TreatedStatements extends StreamRDFWrapper {
    /// The field of statements about an e-mail address or telephone number itself.
    private static final String SUBJECT = "subject IRI";

    private static final List<String> PERSONAL_SCHEMES = List.of("mailto:", "tel:");

    private final Map<String, Treatment> treatments = new HashMap<>();
    private final PersonalFields fields;

    TreatedStatements(StreamRDF sink, String source, List<Treatment> rules) {
        super(sink);
        fields = new PersonalFields(source);
        rules.forEach(rule -> treatments.put(rule.field(), rule));
    }

    List<Suspect> undeclared() {
        return fields.suspects();
    }

    @Override
    public void quad(Quad quad) {
        triple(quad.asTriple());
    }

    @Override
    public void triple(Triple triple) {
        Optional<String> subject = personal(triple.getSubject());
        if (subject.isPresent()) {
            if (treatments.containsKey(SUBJECT)) {
                return;
            }
            fields.add(SUBJECT, subject.get());
        }
        Node object = triple.getObject();
        Optional<String> text = object.isLiteral() ? Optional.of(object.getLiteralLexicalForm()) : personal(object);
        String property = triple.getPredicate().getURI();
        Treatment treatment = treatments.get(property);
        if (treatment == null) {
            text.ifPresent(value -> fields.add(property, value));
            super.triple(triple);
        } else if (treatment.isKept()) {
            super.triple(triple);
        } else {
            // Of a thing that is no text, the link to it is what tells of a person.
            treatment
                    .of(text.orElseGet(object::toString))
                    .ifPresent(left -> super.triple(Triple.create(
                            triple.getSubject(), triple.getPredicate(), NodeFactory.createLiteralString(left))));
        }
    }

    private static Optional<String> personal(Node node) {
        return node.isURI()
                ? PERSONAL_SCHEMES.stream()
                        .filter(node.getURI()::startsWith)
                        .findFirst()
                        .map(scheme -> node.getURI().substring(scheme.length()))
                : Optional.empty();
    }
}
