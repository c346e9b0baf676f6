package city.belfry.hub.federation;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.core.TriplePath;
import org.apache.jena.sparql.path.P_Path0;
import org.apache.jena.sparql.path.P_Path1;
import org.apache.jena.sparql.path.P_Path2;
import org.apache.jena.sparql.path.Path;
import org.apache.jena.vocabulary.RDF;

/// One triple pattern or property path of a question, and what a member can have for it.
record Statement(TriplePath pattern) {
    /// What a member has for the pattern.
    ///
    /// @param spaces by node of the pattern, the spaces in which it can lie
    /// @param others nodes that can be literals or blank nodes
    /// @param size statements that may match, at most
    record Match(Map<Node, Set<String>> spaces, Set<Node> others, long size) {}

    /// The nodes that can be equal to nodes of other patterns: variables, and an IRI that something is said about.
    Set<Node> nodes() {
        Set<Node> nodes = new HashSet<>();
        for (Node node : new Node[] {pattern.getSubject(), pattern.getObject()}) {
            if (node.isVariable() || node.isBlank()) {
                nodes.add(node);
            }
        }
        if (pattern.getSubject().isURI()) {
            nodes.add(pattern.getSubject());
        }
        Node predicate = pattern.getPredicate();
        if (predicate != null && predicate.isVariable()) {
            nodes.add(predicate);
        }
        return nodes;
    }

    /// What a member has, or nothing: then it need not be asked.
    Optional<Match> at(Profile profile) {
        Node predicate = pattern.getPredicate();
        if (predicate == null) {
            return path(profile);
        }
        Node object = pattern.getObject();
        if (predicate.equals(RDF.type.asNode()) && object.isURI()) {
            Profile.Partition type = profile.classes().get(object);
            return type == null ? Optional.empty() : match(type.subjects(), Set.of(), false, type.triples());
        }
        if (predicate.isVariable()) {
            Profile.Partition all = new Profile.Partition();
            profile.properties().values().forEach(all::add);
            return match(all.subjects(), all.objectSpaces(), true, all.triples());
        }
        Profile.Partition partition = profile.properties().get(predicate);
        return partition == null
                ? Optional.empty()
                : match(
                        partition.subjects(),
                        partition.objectSpaces(),
                        partition.hasOtherObjects(),
                        partition.triples());
    }

    private Optional<Match> match(
            Map<String, Long> subjects, Set<String> objects, boolean otherObjects, long statements) {
        Node subject = pattern.getSubject();
        Node object = pattern.getObject();
        if (subject.isURI() && !subjects.containsKey(IriSpace.of(subject.getURI()))) {
            return Optional.empty();
        }
        boolean isType = RDF.type.asNode().equals(pattern.getPredicate());
        if (object.isURI() && !isType && !objects.contains(IriSpace.of(object.getURI()))) {
            return Optional.empty();
        }
        if (object.isLiteral() && !otherObjects) {
            return Optional.empty();
        }
        Map<Node, Set<String>> spaces = new LinkedHashMap<>();
        spaces.put(subject, subject.isURI() ? Set.of(IriSpace.of(subject.getURI())) : subjects.keySet());
        if (object.isVariable()) {
            spaces.put(object, objects);
        }
        boolean selective = subject.isConcrete() || (object.isConcrete() && !isType);
        return Optional.of(new Match(
                spaces, otherObjects && object.isVariable() ? Set.of(object) : Set.of(), selective ? 1 : statements));
    }

    /// A path can begin and end wherever one of its properties does.
    private Optional<Match> path(Profile profile) {
        PathProperties properties = PathProperties.of(pattern.getPath());
        Profile.Partition all = new Profile.Partition();
        if (properties.any()) {
            profile.properties().values().forEach(all::add);
        } else {
            for (Node property : properties.named()) {
                Profile.Partition partition = profile.properties().get(property);
                if (partition != null) {
                    all.add(partition);
                }
            }
        }
        if (all.triples() == 0) {
            return Optional.empty();
        }
        Set<String> ends = new HashSet<>(all.subjects().keySet());
        ends.addAll(all.objectSpaces());
        Map<Node, Set<String>> spaces = new LinkedHashMap<>();
        Set<Node> others = new HashSet<>();
        for (Node node : new Node[] {pattern.getSubject(), pattern.getObject()}) {
            if (node.isVariable()) {
                spaces.put(node, ends);
                if (all.hasOtherObjects()) {
                    others.add(node);
                }
            }
        }
        return Optional.of(new Match(spaces, others, all.triples()));
    }

    /// Whether the path takes more than one step, so that its inner nodes count too.
    boolean isPath() {
        return pattern.getPredicate() == null;
    }

    /// The properties of a path.
    ///
    /// @param any whether it may go along properties that it does not name
    private record PathProperties(Set<Node> named, boolean any) {
        static PathProperties of(Path path) {
            return switch (path) {
                case P_Path0 link -> new PathProperties(Set.of(link.getNode()), false);
                case P_Path1 one -> of(one.getSubPath());
                case P_Path2 two -> of(two.getLeft()).with(of(two.getRight()));
                default -> new PathProperties(Set.of(), true);
            };
        }

        private PathProperties with(PathProperties other) {
            Set<Node> all = new HashSet<>(named);
            all.addAll(other.named);
            return new PathProperties(all, any || other.any);
        }
    }
}
