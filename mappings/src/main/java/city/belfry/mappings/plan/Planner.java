package city.belfry.mappings.plan;

import city.belfry.mappings.MappingException;
import city.belfry.mappings.MappingException.Code;
import city.belfry.mappings.function.Function;
import city.belfry.mappings.function.FunctionLibrary;
import city.belfry.mappings.read.Expressions;
import city.belfry.mappings.read.Fields;
import city.belfry.mappings.rml.LogicalSource;
import city.belfry.mappings.rml.LogicalTarget;
import city.belfry.mappings.rml.Position;
import city.belfry.mappings.rml.RecordShape;
import city.belfry.mappings.rml.RmlDocument;
import city.belfry.mappings.rml.Similar;
import city.belfry.mappings.rml.TermMap;
import city.belfry.mappings.rml.TermMap.Expression;
import city.belfry.mappings.rml.TriplesMap;
import city.belfry.mappings.rml.ViewField;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.jena.graph.Node;

/// Makes a plan of a document: triples maps with equal sources share a scan, references become slots, joins become
/// indexes.
public final class Planner {
    private final RmlDocument document;
    private final Map<LogicalSource, Draft> drafts = new LinkedHashMap<>();
    private final Map<Node, TriplesMap> maps = new HashMap<>();
    /// Triples maps that another one quotes or joins.
    private final Set<Node> usedByOthers = new HashSet<>();
    /// Triples maps whose triples are being quoted, from the outermost.
    private final Set<Node> quoting = new LinkedHashSet<>();

    private final Outputs outputs;
    private int indexes;
    /// The triples map that is planned just now.
    private String current = "";

    private Planner(RmlDocument document) {
        this.document = document;
        outputs = new Outputs(document.name());
    }

    public static Plan plan(RmlDocument document) {
        return new Planner(document).plan();
    }

    private Plan plan() {
        for (TriplesMap map : document.triplesMaps()) {
            current = map.name();
            maps.put(map.id(), map);
            if (!drafts.containsKey(map.source())) {
                check(map.source(), map.source().iterator(), new Fields.Mention(map.name(), map.at()));
            }
            drafts.computeIfAbsent(map.source(), this::draft).fields.use(new Fields.Mention(map.name(), map.at()));
        }
        for (TriplesMap map : document.triplesMaps()) {
            current = map.name();
            Draft draft = draft(map);
            Scan.Statements statements = statements(map, draft);
            if (map.isAsserted()) {
                draft.maps.add(statements);
            }
        }
        for (TriplesMap map : document.triplesMaps()) {
            if (!map.isAsserted() && !usedByOthers.contains(map.id())) {
                throw invalid(
                        Code.MAPPING_INVALID,
                        map.at(),
                        "the triples map %s is an rml:NonAssertedTriplesMap that no other one quotes; it makes nothing."
                                .formatted(map.name()));
            }
        }
        drafts.values().forEach(this::check);
        return ordered();
    }

    private void check(Draft draft) {
        for (int slot = 0; slot < draft.fields.count(); slot++) {
            if (!draft.fields.isDerived(slot)) {
                check(draft.source, draft.fields.name(slot), draft.fields.mention(slot));
            }
        }
    }

    private void check(LogicalSource source, String expression, Fields.Mention mention) {
        Expressions.problem(source, expression).ifPresent(problem -> {
            throw invalid(
                    Code.EXPRESSION_INVALID,
                    mention.at(),
                    "the triples map %s uses '%s', but %s.".formatted(mention.triplesMap(), expression, problem));
        });
    }

    private Draft draft(TriplesMap map) {
        Draft draft = drafts.get(map.source());
        if (draft == null) {
            throw new IllegalStateException("no scan for " + map.name());
        }
        return draft;
    }

    private Draft draft(LogicalSource source) {
        Draft draft = new Draft(document.name(), () -> current, drafts.size(), source);
        for (RecordShape shape : source.shapes()) {
            draft.steps.add(step(shape, draft, source));
        }
        return draft;
    }

    private Scan.Step step(RecordShape shape, Draft draft, LogicalSource source) {
        Fields fields = draft.fields;
        return switch (shape) {
            case RecordShape.Unpivot unpivot -> {
                List<Scan.Target> targets = new ArrayList<>();
                for (RecordShape.Column column : unpivot.columns()) {
                    fields.wantColumns(column.pattern());
                    targets.add(new Scan.Target(fields.derive(column.name()), column.pattern()));
                }
                yield new Scan.Step.Unpivot(fields.derive(unpivot.key()), List.copyOf(targets));
            }
            case RecordShape.Reject reject ->
                new Scan.Step.Reject(
                        call(reject.condition(), draft.scope, ""),
                        reject.code().orElse(""),
                        reject.field(),
                        term(reject.message(), draft.scope, ""));
            case RecordShape.Line line ->
                new Scan.Step.Line(
                        line.keys().stream().map(fields::slot).toList(),
                        fields.slot(line.order()),
                        fields.slot(line.longitude()),
                        fields.slot(line.latitude()),
                        fields.derive(line.name()));
            case RecordShape.Latest latest ->
                new Scan.Step.Latest(latest.keys().stream().map(fields::slot).toList(), fields.slot(latest.order()));
            case RecordShape.View view -> {
                Scope rows = new Scope(document.name(), () -> current, source, view, draft);
                List<Scan.ViewField> viewFields = viewFields(view.fields(), "", draft.scope, rows);
                draft.scope = rows;
                yield new Scan.Step.View(
                        view.name(),
                        viewFields,
                        view.joins().stream().map(join -> viewJoin(join, rows)).toList(),
                        rows.viewSlots(),
                        rows.slot("#", Position.NONE));
            }
        };
    }

    /// Fields with their slots.
    ///
    /// @param record what references mean in the record that the fields stand in
    /// @param rows the view
    private List<Scan.ViewField> viewFields(List<ViewField> fields, String prefix, Scope record, Scope rows) {
        List<Scan.ViewField> planned = new ArrayList<>();
        for (ViewField field : fields) {
            String name = prefix + field.name();
            int index = rows.slot(name + ".#", field.at());
            planned.add(
                    switch (field) {
                        case ViewField.Expression expression ->
                            new Scan.ViewField.Value(
                                    checked(expression.value(), record),
                                    rows.slot(name, field.at()),
                                    index,
                                    viewFields(expression.fields(), name + ".", record, rows));
                        case ViewField.Items items -> {
                            Fields itemFields = new Fields(items.source());
                            checkExpression(items.source(), items.source().iterator(), items.at());
                            yield new Scan.ViewField.Items(
                                    textSlot(items, record),
                                    itemFields,
                                    index,
                                    viewFields(
                                            items.fields(),
                                            name + ".",
                                            new Scope(document.name(), () -> current, itemFields, Optional.empty()),
                                            rows));
                        }
                    });
        }
        return List.copyOf(planned);
    }

    /// The slot that has the items of a record as texts; -1 when the value around is the text.
    private int textSlot(ViewField.Items items, Scope record) {
        if (items.iterator().isEmpty()) {
            return -1;
        }
        checkExpression(record.source(), items.iterator(), items.at());
        // The text of an element is its markup here, not the text in it.
        String reference = record.source().format() == LogicalSource.Format.XML
                ? "(" + items.iterator() + ") ! serialize(.)"
                : items.iterator();
        return record.slot(reference, items.at());
    }

    /// A term of a field, whose references are looked at now: no triples map has them.
    private Term checked(TermMap value, Scope record) {
        int known = record.fields().count();
        Term term = term(value, record, "");
        for (int slot = known; slot < record.fields().count(); slot++) {
            if (!record.fields().isDerived(slot)) {
                checkExpression(record.source(), record.fields().name(slot), value.at());
            }
        }
        return term;
    }

    private void checkExpression(LogicalSource source, String expression, Position at) {
        Expressions.problem(source, expression).ifPresent(problem -> {
            throw invalid(
                    Code.EXPRESSION_INVALID,
                    at,
                    "a field of a logical view uses '%s', but %s.".formatted(expression, problem));
        });
    }

    private Scan.ViewJoin viewJoin(RecordShape.ViewJoin join, Scope rows) {
        Draft parent = draft(join.parent());
        List<Term> parentKeys = new ArrayList<>();
        List<Term> childKeys = new ArrayList<>();
        for (TriplesMap.Condition condition : join.conditions()) {
            parentKeys.add(term(condition.parent(), parent.scope, ""));
            childKeys.add(term(condition.child(), rows, ""));
        }
        return new Scan.ViewJoin(
                join.isInner(),
                parent.scan(),
                List.copyOf(parentKeys),
                List.copyOf(childKeys),
                join.fields().stream()
                        .map(field -> new Scan.ViewField.Value(
                                term(field.value(), parent.scope, ""),
                                rows.slot(field.name(), field.at()),
                                rows.slot(field.name() + ".#", field.at()),
                                List.of()))
                        .toList());
    }

    private Scan.Statements statements(TriplesMap map, Draft draft) {
        String base = map.baseIri().orElse("");
        // A graph that has a target is a matter of single rules.
        boolean byGraph = outputs.isByGraph(map);
        List<Scan.Rule> rules = new ArrayList<>();
        for (TriplesMap.PredicateObject part : map.predicateObjects()) {
            List<TermMap> graphs = new ArrayList<>(byGraph ? map.subjectGraphs() : List.of());
            graphs.addAll(part.graphs());
            rules.addAll(rules(map, draft, part, graphs, base));
        }
        Term subject = term(map.subject(), draft.scope, base);
        List<Term> graphs = byGraph ? List.of() : terms(map.subjectGraphs(), draft.scope, base);
        if (rules.isEmpty() && subject.isComposite()) {
            int output = outputs.number(
                    map, map.subjectGraphs(), List.of(map.subject().allTargets()));
            rules.add(new Scan.Rule(
                    List.of(), List.of(), List.of(), terms(map.subjectGraphs(), draft.scope, base), output, map.at()));
        }
        return new Scan.Statements(map.name(), map.at(), subject, graphs, List.copyOf(rules));
    }

    /// One rule, or one for each set of targets that its statements go to.
    private List<Scan.Rule> rules(
            TriplesMap map, Draft draft, TriplesMap.PredicateObject part, List<TermMap> graphMaps, String base) {
        Outputs.Sorted<Term> objects = new Outputs.Sorted<>();
        Outputs.Sorted<Scan.Lookup> lookups = new Outputs.Sorted<>();
        part.objects().forEach(object -> objects.add(object.allTargets(), term(object, draft.scope, base)));
        for (TriplesMap.Join join : part.joins()) {
            TriplesMap parent = triplesMap(join);
            Set<LogicalTarget> targets = parent.subject().allTargets();
            String parentBase = parent.baseIri().orElse("");
            if ((join.conditions().isEmpty() && map.source().equals(parent.source()))
                    || (isFixed(part.predicates())
                            && isFixed(part.graphs())
                            && SelfJoin.isWithinRecord(map, join, parent))) {
                objects.add(targets, term(parent.subject(), draft.scope, parentBase));
            } else {
                lookups.add(
                        targets, lookup(join, parent, term(parent.subject(), draft(parent).scope, parentBase), draft));
            }
        }
        Outputs.Sorted<Term> predicates = new Outputs.Sorted<>();
        part.predicates()
                .forEach(predicate -> predicates.add(predicate.allTargets(), term(predicate, draft.scope, base)));
        Outputs.Sorted<Term> graphs = new Outputs.Sorted<>();
        graphMaps.forEach(graph -> graphs.add(graph.allTargets(), term(graph, draft.scope, base)));
        Set<Set<LogicalTarget>> objectTargets = new LinkedHashSet<>(objects.targets());
        objectTargets.addAll(lookups.targets());
        List<Scan.Rule> rules = new ArrayList<>();
        for (Set<LogicalTarget> byGraph : graphs.isEmpty() ? Set.of(Set.<LogicalTarget>of()) : graphs.targets()) {
            List<TermMap> named = Stream.concat(map.subjectGraphs().stream(), part.graphs().stream())
                    .filter(graph -> graph.allTargets().equals(byGraph))
                    .toList();
            for (Set<LogicalTarget> byPredicate : predicates.targets()) {
                for (Set<LogicalTarget> byObject : objectTargets) {
                    rules.add(new Scan.Rule(
                            predicates.of(byPredicate),
                            objects.of(byObject),
                            lookups.of(byObject),
                            graphs.of(byGraph),
                            outputs.number(
                                    map, named, List.of(map.subject().allTargets(), byGraph, byPredicate, byObject)),
                            part.at()));
                }
            }
        }
        return rules;
    }

    private static boolean isFixed(List<TermMap> terms) {
        return terms.stream()
                .allMatch(term -> term.expression() instanceof Expression.Constant
                        && term.conditions().isEmpty());
    }

    /// A lookup of what a term makes of the parent's records.
    private Scan.Lookup lookup(TriplesMap.Join join, TriplesMap parent, Term subject, Draft child) {
        Draft owner = draft(parent);
        List<Term> parentKeys = new ArrayList<>();
        List<Term> childKeys = new ArrayList<>();
        for (TriplesMap.Condition condition : join.conditions()) {
            parentKeys.add(term(condition.parent(), owner.scope, ""));
            childKeys.add(term(condition.child(), child.scope, ""));
        }
        Scan.Index index = owner.indexes.stream()
                .filter(known -> known.subject().equals(subject) && known.keys().equals(parentKeys))
                .findFirst()
                .orElseGet(() -> {
                    Scan.Index added = new Scan.Index(indexes++, owner.number, subject, List.copyOf(parentKeys));
                    owner.indexes.add(added);
                    return added;
                });
        child.asks.add(owner.number);
        return new Scan.Lookup(index, List.copyOf(childKeys));
    }

    private List<Term> terms(List<TermMap> termMaps, Scope scope, String base) {
        return termMaps.stream().map(map -> term(map, scope, base)).toList();
    }

    private Term term(TermMap map, Scope scope, String base) {
        return new Term(
                source(map.expression(), scope, base, map.at()),
                map.type(),
                map.language().map(language -> term(language, scope, base)),
                map.datatype().map(datatype -> term(datatype, scope, base)),
                map.conditions().stream()
                        .map(condition -> call(condition, scope, base))
                        .toList(),
                base,
                scope.source().naturalDatatypes());
    }

    private Term.Source source(Expression expression, Scope scope, String base, Position at) {
        // In the order of how often mappings say it.
        if (expression instanceof Expression.Reference(String reference)) {
            return new Term.Source.Slot(scope.slot(reference, at), reference);
        }
        if (expression instanceof Expression.Template(List<TermMap.Part> parts)) {
            return new Term.Source.Template(
                    parts.stream().map(part -> piece(part, scope, at)).toList());
        }
        if (expression instanceof Expression.Constant(Node constant)) {
            return new Term.Source.Constant(constant);
        }
        return composed((Expression.Composed) expression, scope, base);
    }

    private static Term.Piece piece(TermMap.Part part, Scope scope, Position at) {
        return part instanceof TermMap.Part.Hole(String reference)
                ? new Term.Piece(reference, scope.slot(reference, at))
                : new Term.Piece(part.text(), -1);
    }

    private Term.Source composed(Expression.Composed expression, Scope scope, String base) {
        return switch (expression) {
            case Expression.Call call -> call(call, scope, base);
            case Expression.Fresh(int number) -> new Term.Source.Fresh(number);
            case Expression.Gather gather ->
                new Term.Source.Gathered(
                        gather.number(),
                        gather.head().map(head -> term(head, scope, base)),
                        terms(gather.members(), scope, base),
                        gather.as(),
                        gather.allowsEmpty(),
                        gather.isProduct());
            case Expression.Parent(TriplesMap.Join join) -> parent(join, scope);
            case Expression.Quoted(TriplesMap.Join join) -> quoted(join, scope);
        };
    }

    private Term.Source parent(TriplesMap.Join join, Scope scope) {
        TriplesMap parent = triplesMap(join);
        Draft child = asking(scope, join.at());
        return join.conditions().isEmpty()
                ? source(parent.subject().expression(), scope, parent.baseIri().orElse(""), join.at())
                : new Term.Source.Joined(lookup(
                        join,
                        parent,
                        term(
                                parent.subject(),
                                draft(parent).scope,
                                parent.baseIri().orElse("")),
                        child));
    }

    private Term.Source quoted(TriplesMap.Join join, Scope scope) {
        TriplesMap quoted = triplesMap(join);
        Draft child = asking(scope, join.at());
        if (quoting.contains(quoted.id())) {
            throw invalid(
                    Code.MAPPING_INVALID,
                    join.at(),
                    "the triples map %s quotes its own triples, directly or through another one."
                            .formatted(quoted.name()));
        }
        if (join.conditions().isEmpty() && !quoted.source().equals(child.source)) {
            throw invalid(
                    Code.MAPPING_INVALID,
                    join.at(),
                    "the triples map %s reads another source; say with rml:joinCondition which of its triples are quoted."
                            .formatted(quoted.name()));
        }
        usedByOthers.add(quoted.id());
        quoting.add(quoted.id());
        Draft owner = join.conditions().isEmpty() ? child : draft(quoted);
        Term.Source.Quoted triples = new Term.Source.Quoted(statements(quoted, owner));
        quoting.remove(quoted.id());
        if (join.conditions().isEmpty()) {
            return triples;
        }
        Term subject = new Term(
                triples,
                TermMap.Type.IRI,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                "",
                owner.source.naturalDatatypes());
        return new Term.Source.Joined(lookup(join, quoted, subject, child));
    }

    private TriplesMap triplesMap(TriplesMap.Join join) {
        TriplesMap parent = maps.get(join.parent());
        if (parent == null) {
            throw invalid(
                    Code.MAPPING_INVALID, join.at(), "the parent triples map " + join.parent() + " is not there.");
        }
        usedByOthers.add(parent.id());
        return parent;
    }

    /// The scan whose records ask others.
    private static Draft asking(Scope scope, Position at) {
        return scope.draft().orElseThrow(() -> new IllegalStateException("no join inside a field, at " + at));
    }

    private Term.Source.Call call(Expression.Call call, Scope scope, String base) {
        FunctionLibrary library = FunctionLibrary.standard();
        Function function = library.find(call.function())
                .orElseThrow(() -> invalid(
                        Code.FUNCTION_UNKNOWN,
                        call.at(),
                        "there is no function %s%s"
                                .formatted(call.function(), Similar.suggestion(call.function(), library.names()))));
        if (!call.result().isEmpty() && !function.results().contains(call.result())) {
            throw invalid(
                    Code.FUNCTION_UNKNOWN,
                    call.at(),
                    "the function %s has no result %s; it has %s."
                            .formatted(call.function(), call.result(), function.results()));
        }
        List<String> names =
                function.parameters().stream().map(Function.Parameter::iri).toList();
        List<List<Term>> arguments = new ArrayList<>();
        for (int at = 0; at < names.size(); at++) {
            arguments.add(new ArrayList<>());
        }
        for (TermMap.Input input : call.inputs()) {
            int at = names.indexOf(input.parameter());
            if (at < 0) {
                throw invalid(
                        Code.FUNCTION_UNKNOWN,
                        call.at(),
                        "the function %s has no parameter %s%s"
                                .formatted(
                                        call.function(),
                                        input.parameter(),
                                        Similar.suggestion(input.parameter(), names)));
            }
            arguments.get(at).add(term(input.value(), scope, base));
        }
        for (int at = 0; at < names.size(); at++) {
            Function.Need need = function.parameters().get(at).need();
            int given = arguments.get(at).size();
            if ((given == 0 && need == Function.Need.REQUIRED) || (given > 1 && need != Function.Need.SEVERAL)) {
                throw invalid(
                        Code.FUNCTION_UNKNOWN,
                        call.at(),
                        "the function %s is given the parameter %s %d times."
                                .formatted(call.function(), names.get(at), given));
            }
        }
        return new Term.Source.Call(
                function, arguments.stream().map(List::copyOf).toList(), field(call));
    }

    /// The references that a call is made from, for messages.
    private static String field(Expression.Call call) {
        Set<String> references = new LinkedHashSet<>();
        for (TermMap.Input input : call.inputs()) {
            switch (input.value().expression()) {
                case Expression.Reference(String reference) -> references.add(reference);
                case Expression.Template(List<TermMap.Part> parts) ->
                    parts.forEach(part -> {
                        if (part instanceof TermMap.Part.Hole(String reference)) {
                            references.add(reference);
                        }
                    });
                case Expression.Call nested -> references.add(field(nested));
                case Expression.Constant constant -> {}
                case Expression.Fresh fresh -> {}
                case Expression.Gather gather -> {}
                case Expression.Parent parent -> {}
                case Expression.Quoted quoted -> {}
            }
        }
        return String.join(", ", references);
    }

    /// Scans in an order in which those that are asked come before those that ask.
    private Plan ordered() {
        List<Draft> waiting = new ArrayList<>(drafts.values());
        List<Draft> done = new ArrayList<>();
        List<Scan.Index> early = new ArrayList<>();
        while (!waiting.isEmpty()) {
            Draft next = waiting.stream()
                    .filter(draft ->
                            waiting.stream().noneMatch(other -> other != draft && draft.asks.contains(other.number)))
                    .findFirst()
                    .orElse(waiting.getFirst());
            waiting.remove(next);
            done.add(next);
            for (Draft asked : drafts.values()) {
                if (next.asks.contains(asked.number) && (asked == next || waiting.contains(asked))) {
                    asked.indexes.stream()
                            .filter(index -> !early.contains(index))
                            .forEach(early::add);
                }
            }
        }
        return new Plan(document.name(), done.stream().map(Draft::scan).toList(), List.copyOf(early), outputs.all());
    }

    private MappingException invalid(Code code, Position at, String message) {
        return new MappingException(code, "%s %s: %s".formatted(document.name(), at, message));
    }
}
