package city.belfry.hub.federation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.vocabulary.RDF;

/// What a store holds, in the counts that say whether a question concerns it: by property and by class, with the
/// spaces that subjects and objects lie in.
public final class Profile {
    private final Map<Node, Partition> properties = new HashMap<>();
    private final Map<Node, Partition> classes = new HashMap<>();

    /// Statements of one kind. A statement whose object is no IRI is in no link.
    static final class Partition {
        private final Map<String, Long> subjects = new HashMap<>();
        private final Map<Link, Long> links = new HashMap<>();
        private long triples;

        long triples() {
            return triples;
        }

        Map<String, Long> subjects() {
            return subjects;
        }

        Map<Link, Long> links() {
            return links;
        }

        Set<String> objectSpaces() {
            Set<String> spaces = new HashSet<>();
            links.keySet().forEach(link -> spaces.add(link.to()));
            return spaces;
        }

        /// Whether some objects are literals or blank nodes.
        boolean hasOtherObjects() {
            return links.values().stream().mapToLong(Long::longValue).sum() < triples;
        }

        void count(Optional<String> subject, Optional<String> object, long count) {
            triples += count;
            subject.ifPresent(space -> subjects.merge(space, count, Long::sum));
            if (subject.isPresent() && object.isPresent()) {
                links.merge(new Link(subject.get(), object.get()), count, Long::sum);
            }
        }

        void add(Partition other) {
            triples += other.triples;
            other.subjects.forEach((space, count) -> subjects.merge(space, count, Long::sum));
            other.links.forEach((link, count) -> links.merge(link, count, Long::sum));
        }
    }

    /// From the space of subjects to the space of objects.
    record Link(String from, String to) {}

    void count(Triple triple) {
        count(
                triple.getPredicate(),
                IriSpace.of(triple.getSubject()),
                triple.getObject(),
                IriSpace.of(triple.getObject()),
                1);
    }

    void count(Node property, Optional<String> subject, Node object, Optional<String> objectSpace, long count) {
        property(property).count(subject, objectSpace, count);
        if (property.equals(RDF.type.asNode()) && object.isURI()) {
            type(object).count(subject, Optional.empty(), count);
        }
    }

    Partition property(Node property) {
        return properties.computeIfAbsent(property, unseen -> new Partition());
    }

    Partition type(Node type) {
        return classes.computeIfAbsent(type, unseen -> new Partition());
    }

    void add(Profile other) {
        other.properties.forEach((property, partition) -> property(property).add(partition));
        other.classes.forEach((type, partition) -> type(type).add(partition));
    }

    Map<Node, Partition> properties() {
        return properties;
    }

    Map<Node, Partition> classes() {
        return classes;
    }

    public long triples() {
        return properties.values().stream().mapToLong(Partition::triples).sum();
    }

    /// Spaces about which something is said.
    Set<String> subjectSpaces() {
        Set<String> spaces = new HashSet<>();
        properties
                .values()
                .forEach(partition -> spaces.addAll(partition.subjects().keySet()));
        return spaces;
    }
}
