package city.belfry.mappings.rml;

import city.belfry.mappings.MappingException.Code;
import city.belfry.mappings.rml.LogicalSource.Format;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.jena.graph.Node;

/// Reads what a triples map is made from: a logical source, or a logical view on one (RML-LV). A view is a source with
/// one more shape of its records, so that triples maps on the same view share one scan.
final class LogicalViews {
    private static final Set<String> VIEW_TERMS =
            Set.of("viewOn", "field", "leftJoin", "innerJoin", "structuralAnnotation");
    private static final Set<String> EXPRESSION_TERMS = Set.of(
            "fieldName", "field", "constant", "reference", "template", "functionExecution", "return", "returnMap");
    private static final Set<String> ITERABLE_TERMS = Set.of("fieldName", "field", "iterator", "referenceFormulation");
    private static final Set<String> JOIN_TERMS = Set.of("parentLogicalView", "joinCondition", "field");
    private static final Set<String> ANNOTATION_TERMS = Set.of("onFields", "targetView", "targetFields");
    private static final Set<String> ANNOTATIONS = Set.of(
            "UniqueAnnotation",
            "PrimaryKeyAnnotation",
            "NotNullAnnotation",
            "IriSafeAnnotation",
            "ForeignKeyAnnotation",
            "InclusionAnnotation");

    private final DocumentGraph graph;
    private final TermMaps termMaps;
    private final LogicalSources sources;
    private final Map<Node, LogicalSource> known = new LinkedHashMap<>();
    /// Views whose annotations were checked.
    private final Set<Node> checked = new HashSet<>();

    LogicalViews(DocumentGraph graph, TermMaps termMaps, LogicalSources sources) {
        this.graph = graph;
        this.termMaps = termMaps;
        this.sources = sources;
    }

    LogicalSource read(Node node) {
        LogicalSource source = read(node, List.of());
        for (Node view : List.copyOf(known.keySet())) {
            if (checked.add(view)) {
                annotations(view);
            }
        }
        return source;
    }

    /// Reads a source or view.
    ///
    /// @param within views that are being read, from the outermost
    private LogicalSource read(Node node, List<Node> within) {
        if (!isView(node)) {
            return sources.read(node);
        }
        if (within.contains(node)) {
            throw graph.invalid(
                    Code.VIEW_CYCLE,
                    graph.at(node),
                    "the logical view %s is built on itself or joined with itself, directly or through another view."
                            .formatted(node));
        }
        LogicalSource read = known.get(node);
        if (read == null) {
            List<Node> path = new ArrayList<>(within);
            path.add(node);
            read = view(node, path);
            known.put(node, read);
        }
        return read;
    }

    private boolean isView(Node node) {
        return graph.isType(node, Vocabulary.rml("LogicalView"))
                || !graph.objects(node, Vocabulary.rml("viewOn")).isEmpty();
    }

    private LogicalSource view(Node node, List<Node> path) {
        termMaps.checkTerms(node, VIEW_TERMS, "a logical view");
        LogicalSource base = read(one(node, "viewOn", "a logical view"), path);
        List<ViewField> fields = fields(node, base, true, List.of());
        List<RecordShape.ViewJoin> joins = new ArrayList<>();
        for (Node join : graph.objects(node, Vocabulary.rml("leftJoin"))) {
            joins.add(join(join, false, path));
        }
        for (Node join : graph.objects(node, Vocabulary.rml("innerJoin"))) {
            joins.add(join(join, true, path));
        }
        if (fields.isEmpty() && joins.isEmpty()) {
            throw graph.invalid(Code.MAPPING_INVALID, graph.at(node), "a logical view needs at least one rml:field.");
        }
        Set<String> names = new HashSet<>();
        fields.forEach(field -> names.add(field.name()));
        for (RecordShape.ViewJoin join : joins) {
            for (ViewField field : join.fields()) {
                if (!names.add(field.name())) {
                    throw nameTaken(field.name(), field.at());
                }
            }
        }
        return base.withShape(new RecordShape.View(node.toString(), fields, List.copyOf(joins)));
    }

    /// Reads the fields of a view or field.
    ///
    /// @param isRecord the parent is a record and not a value
    /// @param within fields that are being read, from the outermost
    private List<ViewField> fields(Node parent, LogicalSource source, boolean isRecord, List<Node> within) {
        List<ViewField> fields = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Node node : graph.objects(parent, Vocabulary.rml("field"))) {
            if (within.contains(node)) {
                throw graph.invalid(Code.VIEW_CYCLE, graph.at(node), "the field %s is inside itself.".formatted(node));
            }
            List<Node> path = new ArrayList<>(within);
            path.add(node);
            if (!isRecord && !isIterable(node)) {
                throw graph.invalid(
                        Code.NOT_SUPPORTED,
                        graph.at(node),
                        "a field inside an expression field must be an iterable field (rml:IterableField), which says how the value falls into records.");
            }
            ViewField field =
                    isIterable(node) ? iterable(node, source, isRecord, path) : expression(node, source, path);
            if (!names.add(field.name())) {
                throw nameTaken(field.name(), field.at());
            }
            fields.add(field);
        }
        return List.copyOf(fields);
    }

    private boolean isIterable(Node node) {
        return graph.isType(node, Vocabulary.rml("IterableField"))
                || !graph.objects(node, Vocabulary.rml("iterator")).isEmpty();
    }

    private ViewField iterable(Node node, LogicalSource parent, boolean isRecord, List<Node> path) {
        termMaps.checkTerms(node, ITERABLE_TERMS, "an iterable field");
        Position at = graph.at(node);
        LogicalSource source = sources.nested(parent, node, isRecord);
        String iterator = "";
        if (isRecord) {
            if (isBuiltOnView(parent) || parent.format().isTable() || source.format() != parent.format()) {
                throw graph.invalid(
                        Code.MAPPING_INVALID,
                        at,
                        "an iterable field of another reference formulation, below a table or in a view on a view needs an expression field as its parent that gives the text to iterate over.");
            }
            iterator = graph.objects(node, Vocabulary.rml("iterator")).stream()
                    .findFirst()
                    .map(Node::getLiteralLexicalForm)
                    .orElse(parent.format() == Format.JSON ? "$" : ".");
        }
        return new ViewField.Items(name(node), source, iterator, fields(node, source, true, path), at);
    }

    private ViewField expression(Node node, LogicalSource parent, List<Node> path) {
        termMaps.checkTerms(node, EXPRESSION_TERMS, "an expression field");
        return new ViewField.Expression(
                name(node), termMaps.value(node), fields(node, parent, false, path), graph.at(node));
    }

    private RecordShape.ViewJoin join(Node node, boolean isInner, List<Node> path) {
        termMaps.checkTerms(node, JOIN_TERMS, "a join of a logical view");
        Position at = graph.at(node);
        Node parent = one(node, "parentLogicalView", "a join of a logical view");
        if (!isView(parent)) {
            throw graph.invalid(Code.MAPPING_INVALID, at, "rml:parentLogicalView must name a logical view.");
        }
        LogicalSource source = read(parent, path);
        List<TriplesMap.Condition> conditions = termMaps.joinConditions(node);
        List<ViewField.Expression> fields = new ArrayList<>();
        for (ViewField field : fields(node, source, true, List.of())) {
            if (!(field instanceof ViewField.Expression expression)
                    || !expression.fields().isEmpty()) {
                throw graph.invalid(
                        Code.MAPPING_INVALID,
                        field.at(),
                        "a field of a join is an expression over fields of the other view, without fields of its own.");
            }
            fields.add(expression);
        }
        if (conditions.isEmpty() || fields.isEmpty()) {
            throw graph.invalid(
                    Code.MAPPING_INVALID,
                    at,
                    "a join of a logical view needs at least one rml:joinCondition and one rml:field.");
        }
        return new RecordShape.ViewJoin(isInner, source, conditions, List.copyOf(fields));
    }

    /// Structural annotations promise something of the data and never change the result (RML-LV, "Invariance
    /// principle"), so they are only checked: that what they speak of is there.
    private void annotations(Node view) {
        for (Node annotation : graph.objects(view, Vocabulary.rml("structuralAnnotation"))) {
            termMaps.checkTerms(annotation, ANNOTATION_TERMS, "a structural annotation");
            if (ANNOTATIONS.stream().noneMatch(type -> graph.isType(annotation, Vocabulary.rml(type)))) {
                throw graph.invalid(
                        Code.MAPPING_INVALID,
                        graph.at(annotation),
                        "a structural annotation has one of the types "
                                + ANNOTATIONS.stream().sorted().toList() + ".");
            }
            int fields = checkFields(annotation, "onFields", view);
            List<Node> targets = graph.objects(annotation, Vocabulary.rml("targetView"));
            boolean hasTarget = graph.isType(annotation, Vocabulary.rml("ForeignKeyAnnotation"))
                    || graph.isType(annotation, Vocabulary.rml("InclusionAnnotation"));
            if (targets.size() != (hasTarget ? 1 : 0)
                    || (hasTarget && checkFields(annotation, "targetFields", targets.getFirst()) != fields)) {
                throw graph.invalid(
                        Code.MAPPING_INVALID,
                        graph.at(annotation),
                        "an annotation of a foreign key or inclusion, and no other one, needs one rml:targetView and as many rml:targetFields as rml:onFields.");
            }
        }
    }

    private int checkFields(Node annotation, String property, Node view) {
        Node list = one(annotation, property, "this structural annotation");
        List<Node> names = graph.items(list, "rml:" + property);
        List<String> keys = read(view, List.of()).shapes().stream()
                .filter(RecordShape.View.class::isInstance)
                .map(RecordShape.View.class::cast)
                .reduce((first, last) -> last)
                .map(RecordShape.View::keys)
                .orElse(List.of());
        for (Node name : names) {
            if (!keys.contains(name.getLiteralLexicalForm())) {
                throw graph.invalid(
                        Code.FIELD_UNKNOWN,
                        graph.at(annotation),
                        "rml:%s names the field '%s', which the view does not have%s"
                                .formatted(
                                        property,
                                        name.getLiteralLexicalForm(),
                                        Similar.suggestion(name.getLiteralLexicalForm(), keys)));
            }
        }
        return names.size();
    }

    private static boolean isBuiltOnView(LogicalSource source) {
        return source.shapes().stream().anyMatch(RecordShape.View.class::isInstance);
    }

    private String name(Node field) {
        String name = one(field, "fieldName", "a field").getLiteralLexicalForm();
        if (name.isEmpty() || name.chars().anyMatch(c -> ".#{}<>".indexOf(c) >= 0)) {
            throw graph.invalid(
                    Code.MAPPING_INVALID,
                    graph.at(field),
                    "the field name '%s' is empty or has one of the characters . # { } < >, which have a meaning of their own."
                            .formatted(name));
        }
        return name;
    }

    private Node one(Node node, String property, String what) {
        List<Node> objects = graph.objects(node, Vocabulary.rml(property));
        if (objects.size() != 1) {
            throw graph.invalid(
                    Code.MAPPING_INVALID,
                    graph.at(node),
                    "%s needs exactly one rml:%s, not %d.".formatted(what, property, objects.size()));
        }
        return objects.getFirst();
    }

    private RuntimeException nameTaken(String name, Position at) {
        return graph.invalid(
                Code.FIELD_NAME_TAKEN,
                at,
                "two fields of the view have the name '%s'; fields with the same parent, and those of joins, need names of their own."
                        .formatted(name));
    }
}
