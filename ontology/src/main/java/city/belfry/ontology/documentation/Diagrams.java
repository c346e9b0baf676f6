package city.belfry.ontology.documentation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.jena.graph.Node;

/// Pictures of the ontology as inline SVG: how its modules stand on each other, the classes of a module as a tree, a
/// term with its neighbours. All that a picture shows stands as text on the page too.
public final class Diagrams {
    /// Neighbours of a term shown on one side; the rest is counted.
    static final int NEIGHBOURS_MAX = 8;

    private static final int COLUMN = 220;
    private static final int GAP = 56;
    private static final int ROW = Drawing.BOX_HEIGHT + 12;

    private final Documentation documentation;
    private final String language;

    /// @param language in which terms are named
    public Diagrams(Documentation documentation, String language) {
        this.documentation = documentation;
        this.language = language;
    }

    /// The modules in rows; each stands below those that it imports.
    ///
    /// @param address of a module's page, to which its name is added; without it the picture has no links and no
    ///     numbers, and changes only when a module does
    public String modules(Optional<String> address, String title) {
        Map<String, Integer> depth = new HashMap<>();
        List<List<Module>> rows = new ArrayList<>();
        for (Module module : documentation.modules()) {
            if (module.terms().isEmpty()) {
                continue;
            }
            int row = module.imports().stream()
                    .mapToInt(imported -> depth.getOrDefault(imported, -1) + 1)
                    .max()
                    .orElse(0);
            depth.put(module.name(), row);
            while (rows.size() <= row) {
                rows.add(new ArrayList<>());
            }
            rows.get(row).add(module);
        }
        return drawn(rows, address, title);
    }

    private static final int MODULES_IN_A_ROW = 5;
    private static final int MODULE_WIDTH = 138;

    private String drawn(List<List<Module>> layers, Optional<String> address, String title) {
        Map<String, int[]> places = new HashMap<>();
        List<Module> order = new ArrayList<>();
        int y = 4;
        int width = MODULES_IN_A_ROW * (MODULE_WIDTH + 16);
        for (List<Module> layer : layers) {
            for (int start = 0; start < layer.size(); start += MODULES_IN_A_ROW) {
                List<Module> row = layer.subList(start, Math.min(layer.size(), start + MODULES_IN_A_ROW));
                int left = (width - row.size() * (MODULE_WIDTH + 16)) / 2 + 8;
                for (int i = 0; i < row.size(); i++) {
                    places.put(row.get(i).name(), new int[] {left + i * (MODULE_WIDTH + 16), y});
                    order.add(row.get(i));
                }
                y += Drawing.BOX_HEIGHT + 46;
            }
        }
        Drawing drawing = new Drawing();
        for (Module module : order) {
            for (String imported : direct(module)) {
                int[] from = places.get(module.name());
                int[] to = places.get(imported);
                if (from != null && to != null) {
                    drawing.arrow(
                            from[0] + MODULE_WIDTH / 2,
                            from[1],
                            to[0] + MODULE_WIDTH / 2,
                            to[1] + Drawing.BOX_HEIGHT + 1);
                }
            }
        }
        for (Module module : order) {
            int[] place = java.util.Objects.requireNonNull(places.get(module.name()));
            Runnable box = () -> drawing.box(
                    place[0],
                    place[1],
                    MODULE_WIDTH,
                    address.map(any -> size(module)).orElse(""),
                    module.name(),
                    false);
            address.ifPresentOrElse(prefix -> drawing.link(prefix + module.name(), box), box);
        }
        return drawing.svg(address.isPresent() ? "group" : "img", title);
    }

    private static String size(Module module) {
        int classes = module.terms(Term.Kind.CLASS).size();
        return classes + " + " + (module.terms().size() - classes);
    }

    /// Imports that do not follow from other imports.
    private List<String> direct(Module module) {
        List<Module> imported = module.imports().stream()
                .flatMap(name -> documentation.module(name).stream())
                .toList();
        return module.imports().stream()
                .filter(name ->
                        imported.stream().noneMatch(other -> other.imports().contains(name)))
                .toList();
    }

    /// The classes of a module below those that they specialise.
    public String classes(Module module, String title) {
        List<Term> classes = module.terms(Term.Kind.CLASS);
        Drawing drawing = new Drawing();
        int[] row = {0};
        classes.stream()
                .flatMap(term -> term.above().isEmpty()
                        ? java.util.stream.Stream.<Optional<Node>>of(Optional.empty())
                        : term.above().stream().map(Optional::of))
                .filter(above -> above.isEmpty()
                        || classes.stream().noneMatch(term -> term.iri().equals(above.get())))
                .distinct()
                .sorted(Comparator.comparing(above -> above.map(this::label).orElse("")))
                .forEach(root -> root.ifPresentOrElse(
                        above -> branch(drawing, above, classes, 0, row),
                        () -> classes.stream()
                                .filter(term -> term.above().isEmpty())
                                .forEach(term -> branch(drawing, term.iri(), classes, 0, row))));
        return drawing.svg("img", title);
    }

    private static final int TREE_ROW = Drawing.BOX_HEIGHT + 6;
    private static final int TREE_STEP = 44;

    private void branch(Drawing drawing, Node type, List<Term> classes, int depth, int[] row) {
        int y = 2 + row[0] * TREE_ROW;
        int x = 2 + depth * TREE_STEP;
        row[0]++;
        boolean own = classes.stream().anyMatch(term -> term.iri().equals(type));
        drawing.box(x, y, COLUMN + 40, "", label(type), own);
        for (Term term : classes) {
            if (term.above().contains(type)) {
                int below = 2 + row[0] * TREE_ROW;
                drawing.elbow(x + 16, y + Drawing.BOX_HEIGHT, x + TREE_STEP, below + Drawing.BOX_HEIGHT / 2);
                branch(drawing, term.iri(), classes, depth + 1, row);
            }
        }
    }

    /// A term with what leads to it on the left and what it leads to on the right.
    public String neighbours(Term term, String title) {
        return switch (term.kind()) {
            case CLASS -> classNeighbours(term, title);
            case LINK, VALUE, NOTE -> ends(term, title);
        };
    }

    private String classNeighbours(Term type, String title) {
        List<Term> incoming = documentation.propertiesTo(type);
        List<Term> outgoing = documentation.propertiesOf(type).stream()
                .filter(property -> property.kind() == Term.Kind.LINK)
                .toList();
        List<Node> middle = new ArrayList<>(type.above());
        int focus = middle.size();
        middle.add(type.iri());
        type.below().stream().limit(NEIGHBOURS_MAX).forEach(middle::add);
        Drawing drawing = new Drawing();
        int left = incoming.isEmpty() ? 2 : COLUMN + GAP;
        int focusY = 2 + focus * (ROW + 14);
        for (int i = 0; i < middle.size(); i++) {
            int y = 2 + i * (ROW + 14);
            drawing.box(left, y, COLUMN, "", label(middle.get(i)), i == focus);
            if (i < focus) {
                drawing.arrow(left + COLUMN / 2, y + ROW + 14, left + COLUMN / 2, y + Drawing.BOX_HEIGHT + 1);
            } else if (i > focus) {
                drawing.arrow(left + COLUMN / 2, y, left + COLUMN / 2, y - ROW - 14 + Drawing.BOX_HEIGHT + 1);
            }
        }
        for (int i = 0; i < Math.min(NEIGHBOURS_MAX, incoming.size()); i++) {
            Term property = incoming.get(i);
            int y = 2 + i * ROW;
            drawing.box(2, y, COLUMN, first(property.domain()) + " …", "… " + label(property.iri()), false);
            drawing.arrow(COLUMN + 2, y + Drawing.BOX_HEIGHT / 2, left - 1, focusY + Drawing.BOX_HEIGHT / 2);
        }
        int right = left + COLUMN + GAP;
        for (int i = 0; i < Math.min(NEIGHBOURS_MAX, outgoing.size()); i++) {
            Term property = outgoing.get(i);
            int y = 2 + i * ROW;
            drawing.box(right, y, COLUMN, label(property.iri()) + " …", "… " + first(property.range()), false);
            drawing.arrow(left + COLUMN, focusY + Drawing.BOX_HEIGHT / 2, right - 1, y + Drawing.BOX_HEIGHT / 2);
        }
        more(drawing, 2, incoming.size());
        more(drawing, right, outgoing.size());
        return drawing.svg("img", title);
    }

    private static void more(Drawing drawing, int x, int neighbours) {
        if (neighbours > NEIGHBOURS_MAX) {
            drawing.note(x + 4, 2 + NEIGHBOURS_MAX * ROW + 8, "+ " + (neighbours - NEIGHBOURS_MAX));
        }
    }

    private String ends(Term property, String title) {
        Drawing drawing = new Drawing();
        int middle = COLUMN + GAP;
        drawing.box(2, 2, COLUMN, "", first(property.domain()), false);
        drawing.box(middle, 2, COLUMN, "", label(property.iri()), true);
        drawing.box(middle + COLUMN + GAP, 2, COLUMN, "", first(property.range()), false);
        int y = 2 + Drawing.BOX_HEIGHT / 2;
        drawing.arrow(COLUMN + 2, y, middle - 1, y);
        drawing.arrow(middle + COLUMN, y, middle + COLUMN + GAP - 1, y);
        property.inverse().ifPresent(inverse -> {
            int lower = 2 + ROW + 14;
            drawing.box(middle, lower, COLUMN, "", label(inverse), false);
            int center = lower + Drawing.BOX_HEIGHT / 2;
            drawing.arrow(middle + COLUMN + GAP + COLUMN / 2, 2 + Drawing.BOX_HEIGHT, middle + COLUMN + 1, center);
            drawing.arrow(middle, center, 2 + COLUMN / 2, 3 + Drawing.BOX_HEIGHT);
        });
        return drawing.svg("img", title);
    }

    private String first(List<Node> nodes) {
        return nodes.isEmpty() ? "*" : label(nodes.getFirst());
    }

    /// The label of a term of ours, the local name of another one.
    private String label(Node node) {
        return documentation
                .term(node)
                .map(term -> term.labels().in(language))
                .orElseGet(() -> node.getURI()
                        .substring(Math.max(
                                        node.getURI().lastIndexOf('#'),
                                        node.getURI().lastIndexOf('/'))
                                + 1));
    }
}
