package city.belfry.mappings.read;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The simple paths of XPath that can be followed while a document streams past: names, `*`, a last `@name` or
/// `text()`.
final class XmlPath {
    private static final String ANY = "*";
    private static final String NAME = "[\\p{L}_][\\p{L}\\p{N}_.-]*";
    private static final Pattern STEP = Pattern.compile("(?:(" + NAME + "):)?(" + NAME + "|\\*)");

    private XmlPath() {}

    /// One element or attribute name.
    ///
    /// @param namespace empty for none
    /// @param name `*` for any
    record Step(String namespace, String name) {
        boolean matches(String otherNamespace, String otherName) {
            boolean any = name.equals(ANY);
            return (any || name.equals(otherName))
                    && ((any && namespace.isEmpty()) || namespace.equals(otherNamespace == null ? "" : otherNamespace));
        }
    }

    /// Slots that an attribute fills.
    record Attribute(Step step, List<Integer> slots) {}

    /// An element below another one.
    record Child(Step step, Tree tree) {}

    /// What is wanted of an element inside a record, and of the elements below it.
    ///
    /// @param children by the name of their step
    /// @param elementSlots filled with its text and that of everything below it
    /// @param textSlots filled with its own text
    record Tree(
            Map<String, List<Child>> children,
            List<Attribute> attributes,
            List<Integer> elementSlots,
            List<Integer> textSlots) {
        private static final Tree NOTHING = new Tree(Map.of(), List.of(), List.of(), List.of());

        private static Tree empty() {
            return new Tree(new LinkedHashMap<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }

        Tree child(String namespace, String name) {
            // Beside `*` there is no other name.
            List<Child> named = children.get(name);
            if (named == null) {
                named = children.getOrDefault(ANY, List.of());
            }
            // Hot code: no iterator.
            for (int at = 0; at < named.size(); at++) {
                if (named.get(at).step().matches(namespace, name)) {
                    return named.get(at).tree();
                }
            }
            return NOTHING;
        }

        private Tree below(Step step) {
            List<Child> named = children.computeIfAbsent(step.name(), unseen -> new ArrayList<>());
            return named.stream()
                    .filter(child -> child.step().equals(step))
                    .findFirst()
                    .map(Child::tree)
                    .orElseGet(() -> {
                        Tree added = empty();
                        named.add(new Child(step, added));
                        return added;
                    });
        }
    }

    /// The steps of an iterator like `/stops/stop`; empty when it is not that simple.
    static Optional<List<Step>> absolute(String path, Map<String, String> namespaces) {
        if (!path.startsWith("/") || path.startsWith("//") || path.length() == 1) {
            return Optional.empty();
        }
        List<Step> steps = new ArrayList<>();
        for (String part : path.substring(1).split("/", -1)) {
            Optional<Step> step = step(part, namespaces);
            if (step.isEmpty()) {
                return Optional.empty();
            }
            steps.add(step.get());
        }
        return Optional.of(List.copyOf(steps));
    }

    /// All references of a source as a tree; empty when one of them is not simple, or two could meet in one element.
    static Optional<Tree> tree(Fields fields) {
        Tree root = Tree.empty();
        for (int slot = 0; slot < fields.count(); slot++) {
            if (!fields.isDerived(slot)
                    && !add(root, fields.name(slot), slot, fields.source().namespaces())) {
                return Optional.empty();
            }
        }
        return isDistinct(root) ? Optional.of(root) : Optional.empty();
    }

    private static boolean add(Tree root, String reference, int slot, Map<String, String> namespaces) {
        Tree node = root;
        String path = reference.startsWith("./") ? reference.substring(2) : reference;
        if (path.equals(".")) {
            root.elementSlots().add(slot);
            return true;
        }
        String[] parts = path.split("/", -1);
        for (int at = 0; at < parts.length; at++) {
            boolean last = at == parts.length - 1;
            if (last && parts[at].equals("text()")) {
                node.textSlots().add(slot);
                return true;
            }
            boolean attribute = last && parts[at].startsWith("@");
            Optional<Step> step = step(attribute ? parts[at].substring(1) : parts[at], namespaces);
            if (step.isEmpty()) {
                return false;
            }
            if (attribute) {
                node.attributes().add(new Attribute(step.get(), List.of(slot)));
                return true;
            }
            node = node.below(step.get());
        }
        node.elementSlots().add(slot);
        return true;
    }

    /// A `*` beside another child would make one element count for both.
    private static boolean isDistinct(Tree node) {
        List<Child> children =
                node.children().values().stream().flatMap(List::stream).toList();
        return (!node.children().containsKey(ANY) || children.size() == 1)
                && children.stream().map(Child::tree).allMatch(XmlPath::isDistinct);
    }

    private static Optional<Step> step(String part, Map<String, String> namespaces) {
        Matcher matcher = STEP.matcher(part);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String prefix = matcher.group(1);
        if (prefix == null) {
            return Optional.of(new Step("", matcher.group(2)));
        }
        String namespace = namespaces.get(prefix);
        return namespace == null ? Optional.empty() : Optional.of(new Step(namespace, matcher.group(2)));
    }
}
