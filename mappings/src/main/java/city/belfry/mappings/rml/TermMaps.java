package city.belfry.mappings.rml;

import city.belfry.mappings.MappingException.Code;
import city.belfry.mappings.rml.TermMap.Expression;
import city.belfry.mappings.rml.TermMap.Input;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.jena.graph.Node;

/// Reads the term maps of a document and refuses those that RML-Core does not allow.
final class TermMaps {
    private static final Set<String> TERM_MAP_TERMS = Set.of(
            "constant",
            "reference",
            "template",
            "termType",
            "language",
            "languageMap",
            "datatype",
            "datatypeMap",
            "class",
            "graph",
            "graphMap",
            "functionExecution",
            "return",
            "returnMap",
            "condition",
            "logicalTarget",
            "gather",
            "gatherAs",
            "allowEmptyListAndContainer",
            "strategy",
            "quotedTriplesMap",
            "joinCondition");

    private static final Set<String> JOIN_TERMS = Set.of("parentTriplesMap", "joinCondition");

    private static final Set<String> EXECUTION_TERMS = Set.of("function", "functionMap", "input");
    private static final Set<String> CONDITION_TERMS = Set.of("child", "childMap", "parent", "parentMap");
    private static final Set<String> INPUT_TERMS = Set.of("parameter", "parameterMap", "inputValue", "inputValueMap");

    /// Where a term stands; decides which kinds of term it may be.
    enum Place {
        SUBJECT,
        PREDICATE,
        OBJECT,
        GRAPH,
        DATATYPE,
        LANGUAGE,
        /// A value that is compared or passed on, not a term of a triple.
        KEY
    }

    private final DocumentGraph graph;
    private final LogicalTargets targets;
    private int gathers;
    /// Term maps that make blank nodes out of nothing, numbered.
    private final Map<Node, Integer> fresh = new HashMap<>();

    TermMaps(DocumentGraph graph) {
        this.graph = graph;
        targets = new LogicalTargets(graph, this);
    }

    /// Refuses a property of the RML vocabulary that has no meaning at its place, so that a typo is no silent loss.
    void checkTerms(Node node, Set<String> allowed, String what) {
        for (Node predicate : graph.predicates(node)) {
            if (!predicate.getURI().startsWith(Vocabulary.RML)) {
                continue;
            }
            String term = predicate.getURI().substring(Vocabulary.RML.length());
            if (!allowed.contains(term)) {
                throw graph.invalid(
                        Code.MAPPING_INVALID,
                        graph.at(node, predicate),
                        "rml:%s has no meaning in %s%s".formatted(term, what, Similar.suggestion(term, allowed)));
            }
        }
    }

    /// How a file is packed; sources and targets say it with the same words.
    Access.Compression compression(Node owner, Node compression) {
        String iri = compression.isURI() ? compression.getURI() : compression.toString();
        return Access.Compression.of(iri.substring(iri.lastIndexOf('/') + 1))
                .orElseThrow(() -> graph.invalid(
                        Code.MAPPING_INVALID,
                        graph.at(owner, Vocabulary.rml("compression"), compression),
                        "%s is no compression; use rml:none, rml:gzip, rml:zip, rml:targz or rml:tarxz."
                                .formatted(compression)));
    }

    TermMap constant(Node owner, String property, Node term, Place place) {
        Position at = graph.at(owner, Vocabulary.rml(property), term);
        return checked(new Expression.Constant(term), Optional.empty(), place, at, owner);
    }

    TermMap reference(Node literal, Position at) {
        return new TermMap(
                new Expression.Reference(literal.getLiteralLexicalForm()),
                TermMap.Type.LITERAL,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                at);
    }

    /// A text with references in braces.
    TermMap text(String template, Position at) {
        return new TermMap(
                template(template, at),
                TermMap.Type.LITERAL,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                at);
    }

    TermMap read(Node node, Place place) {
        checkTerms(node, TERM_MAP_TERMS, "a term map");
        List<LogicalTarget> found = targets.of(node);
        if (!found.isEmpty() && place == Place.KEY) {
            throw graph.invalid(
                    Code.MAPPING_INVALID,
                    graph.at(node, Vocabulary.rml("logicalTarget")),
                    "rml:logicalTarget has a meaning on what makes a term of a statement, not on a value that is compared or passed on.");
        }
        TermMap map = described(node, place);
        return found.isEmpty() ? map : map.withTargets(found);
    }

    private TermMap described(Node node, Place place) {
        Position at = graph.at(node);
        List<Node> types = graph.objects(node, Vocabulary.rml("termType"));
        Optional<TermMap.Type> type = types.isEmpty() ? Optional.empty() : Optional.of(type(types.getFirst(), at));
        if (has(node, "gather") || has(node, "gatherAs")) {
            return gather(node, type, place, at);
        }
        if (has(node, "quotedTriplesMap")) {
            return composite(new Expression.Quoted(triplesMap(node, "quotedTriplesMap")), node, place, at);
        }
        refuse(node, at, "joinCondition", "rml:quotedTriplesMap or rml:parentTriplesMap");
        refuse(node, at, "strategy", "rml:gather");
        refuse(node, at, "allowEmptyListAndContainer", "rml:gather");
        return checked(expression(node, type, at), type, place, expressionAt(node), node);
    }

    private void refuse(Node node, Position at, String property, String needs) {
        if (has(node, property)) {
            throw graph.invalid(
                    Code.MAPPING_INVALID, at, "rml:%s has a meaning only beside %s.".formatted(property, needs));
        }
    }

    /// A list or container (RML-CC, "Gather maps").
    private TermMap gather(Node node, Optional<TermMap.Type> type, Place place, Position at) {
        List<Node> lists = graph.objects(node, Vocabulary.rml("gather"));
        List<Node> kinds = graph.objects(node, Vocabulary.rml("gatherAs"));
        List<Node> strategies = graph.objects(node, Vocabulary.rml("strategy"));
        if (lists.size() != 1 || kinds.size() != 1 || strategies.size() > 1) {
            throw graph.invalid(
                    Code.MAPPING_INVALID,
                    at,
                    "a gather map needs one rml:gather, one rml:gatherAs and at most one rml:strategy.");
        }
        List<TermMap> members = graph.items(lists.getFirst(), "rml:gather").stream()
                .map(member -> has(member, "parentTriplesMap")
                        ? composite(new Expression.Parent(join(member)), member, Place.OBJECT, graph.at(member))
                        : read(member, Place.OBJECT))
                .toList();
        boolean named = has(node, "template") || has(node, "reference") || has(node, "constant");
        Optional<TermMap> head = Optional.empty();
        if (named) {
            Expression expression = expression(node, type, at);
            Optional<TermMap.Type> headType = type.isEmpty() && !(expression instanceof Expression.Constant)
                    ? Optional.of(TermMap.Type.IRI)
                    : type;
            head = Optional.of(checked(expression, headType, Place.SUBJECT, at, node));
        }
        return composite(
                new Expression.Gather(
                        gathers++,
                        head,
                        members,
                        gathering(kinds.getFirst(), at),
                        graph.objects(node, Vocabulary.rml("allowEmptyListAndContainer")).stream()
                                .anyMatch(allowed -> allowed.isLiteral()
                                        && List.of("true", "1").contains(allowed.getLiteralLexicalForm())),
                        !strategies.isEmpty() && isProduct(strategies.getFirst(), at)),
                node,
                place,
                at);
    }

    private TermMap.Gathering gathering(Node kind, Position at) {
        for (TermMap.Gathering gathering : TermMap.Gathering.values()) {
            if (gathering.type().equals(kind)) {
                return gathering;
            }
        }
        throw graph.invalid(
                Code.MAPPING_INVALID, at, "rml:gatherAs is rdf:List, rdf:Bag, rdf:Seq or rdf:Alt, not " + kind + ".");
    }

    private boolean isProduct(Node strategy, Position at) {
        if (strategy.equals(Vocabulary.rml("cartesianProduct"))) {
            return true;
        }
        if (strategy.equals(Vocabulary.rml("append"))) {
            return false;
        }
        throw graph.invalid(
                Code.MAPPING_INVALID, at, "rml:strategy is rml:append or rml:cartesianProduct, not " + strategy + ".");
    }

    /// A term that is made of others: a resource, as subject or object only.
    private TermMap composite(Expression expression, Node node, Place place, Position at) {
        switch (place) {
            case SUBJECT, OBJECT -> {}
            case PREDICATE, GRAPH, DATATYPE, LANGUAGE, KEY ->
                throw graph.invalid(
                        Code.TERM_TYPE_INVALID,
                        at,
                        "a list, a container or a quoted triple cannot be a %s.".formatted(word(place)));
        }
        return new TermMap(
                expression,
                TermMap.Type.IRI,
                Optional.empty(),
                Optional.empty(),
                conditions(node, place),
                List.of(),
                at);
    }

    /// The triples map that a property names, with the conditions of a join.
    private TriplesMap.Join triplesMap(Node node, String property) {
        List<Node> named = graph.objects(node, Vocabulary.rml(property));
        if (named.size() != 1
                || graph.objects(named.getFirst(), Vocabulary.rml("logicalSource"))
                        .isEmpty()) {
            throw graph.invalid(
                    Code.MAPPING_INVALID,
                    graph.at(node),
                    "rml:%s must name one triples map of this document, not %s.".formatted(property, named));
        }
        return new TriplesMap.Join(named.getFirst(), joinConditions(node), graph.at(node));
    }

    /// Objects that are subjects of another triples map.
    TriplesMap.Join join(Node node) {
        checkTerms(node, JOIN_TERMS, "a referencing object map");
        return triplesMap(node, "parentTriplesMap");
    }

    private Position expressionAt(Node node) {
        for (String property : List.of("reference", "template", "constant")) {
            List<Node> values = graph.objects(node, Vocabulary.rml(property));
            if (!values.isEmpty()) {
                return graph.at(node, Vocabulary.rml(property), values.getFirst());
            }
        }
        return graph.at(node);
    }

    /// The expression of a node that has other properties too (a field of a logical view), as the text that it gives.
    TermMap value(Node node) {
        Position at = graph.at(node);
        return new TermMap(
                expression(node, Optional.empty(), at),
                TermMap.Type.LITERAL,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                at);
    }

    /// The values that a join compares (RML-Core, "Join conditions").
    List<TriplesMap.Condition> joinConditions(Node node) {
        List<TriplesMap.Condition> conditions = new ArrayList<>();
        for (Node condition : graph.objects(node, Vocabulary.rml("joinCondition"))) {
            checkTerms(condition, CONDITION_TERMS, "a join condition");
            conditions.add(new TriplesMap.Condition(joinKey(condition, "child"), joinKey(condition, "parent")));
        }
        return List.copyOf(conditions);
    }

    private TermMap joinKey(Node condition, String side) {
        List<Node> references = graph.objects(condition, Vocabulary.rml(side));
        List<Node> maps = graph.objects(condition, Vocabulary.rml(side + "Map"));
        if (references.size() + maps.size() != 1) {
            throw graph.invalid(
                    Code.MAPPING_INVALID,
                    graph.at(condition),
                    "a join condition needs exactly one rml:%s or rml:%sMap.".formatted(side, side));
        }
        return maps.isEmpty()
                ? reference(references.getFirst(), graph.at(condition))
                : read(maps.getFirst(), Place.KEY);
    }

    private Expression expression(Node node, Optional<TermMap.Type> type, Position at) {
        List<Expression> expressions = new ArrayList<>();
        for (Node constant : graph.objects(node, Vocabulary.rml("constant"))) {
            expressions.add(new Expression.Constant(constant));
        }
        for (Node reference : graph.objects(node, Vocabulary.rml("reference"))) {
            expressions.add(new Expression.Reference(reference.getLiteralLexicalForm()));
        }
        for (Node template : graph.objects(node, Vocabulary.rml("template"))) {
            expressions.add(
                    template(template.getLiteralLexicalForm(), graph.at(node, Vocabulary.rml("template"), template)));
        }
        for (Node execution : graph.objects(node, Vocabulary.rml("functionExecution"))) {
            expressions.add(call(execution, node));
        }
        if (expressions.isEmpty() && type.isPresent() && type.get() == TermMap.Type.BLANK_NODE) {
            return new Expression.Fresh(fresh.computeIfAbsent(node, unseen -> fresh.size()));
        }
        if (expressions.size() != 1) {
            throw graph.invalid(
                    Code.MAPPING_INVALID,
                    at,
                    "a term map needs exactly one of rml:constant, rml:reference, rml:template, rml:functionExecution; this one has "
                            + expressions.size() + ".");
        }
        return expressions.getFirst();
    }

    Expression.Template template(String template, Position at) {
        try {
            return new Expression.Template(Templates.parse(template));
        } catch (Templates.InvalidTemplate invalid) {
            throw graph.invalid(
                    Code.TEMPLATE_INVALID,
                    at,
                    "the template \"%s\" cannot be read: %s.".formatted(template, invalid.getMessage()));
        }
    }

    private TermMap checked(
            Expression expression, Optional<TermMap.Type> declared, Place place, Position at, Node node) {
        TermMap.Type type = declared.orElseGet(() -> defaultType(expression, place, node));
        if (expression instanceof Expression.Constant(Node term)) {
            boolean fits =
                    type == TermMap.Type.LITERAL ? term.isLiteral() : type.isIri() ? term.isURI() : term.isBlank();
            if (!fits) {
                throw graph.invalid(
                        Code.TERM_TYPE_INVALID,
                        at,
                        "the constant %s is not of the term type %s that is asked for.".formatted(term, type));
            }
        }
        boolean allowed = switch (place) {
            case SUBJECT -> type != TermMap.Type.LITERAL;
            case PREDICATE, DATATYPE -> type.isIri();
            case GRAPH -> type != TermMap.Type.LITERAL;
            case OBJECT, LANGUAGE, KEY -> true;
        };
        if (!allowed) {
            throw graph.invalid(
                    Code.TERM_TYPE_INVALID, at, "a term of type %s cannot be a %s.".formatted(type, word(place)));
        }
        boolean ownNode = place != Place.SUBJECT || !(expression instanceof Expression.Constant);
        Optional<TermMap> language = declared.isEmpty() && !ownNode ? Optional.empty() : language(node, place);
        Optional<TermMap> datatype = datatype(node, place);
        if (language.isPresent() && datatype.isPresent()) {
            throw graph.invalid(Code.MAPPING_INVALID, at, "a literal has a language or a datatype, not both.");
        }
        return new TermMap(expression, type, language, datatype, conditions(node, place), List.of(), at);
    }

    private TermMap.Type defaultType(Expression expression, Place place, Node node) {
        if (expression instanceof Expression.Constant(Node term)) {
            return term.isLiteral() ? TermMap.Type.LITERAL : term.isURI() ? TermMap.Type.IRI : TermMap.Type.BLANK_NODE;
        }
        return switch (place) {
            case SUBJECT, PREDICATE, GRAPH, DATATYPE -> TermMap.Type.IRI;
            case LANGUAGE, KEY -> TermMap.Type.LITERAL;
            case OBJECT -> {
                boolean literal = !(expression instanceof Expression.Template)
                        || has(node, "language")
                        || has(node, "languageMap")
                        || has(node, "datatype")
                        || has(node, "datatypeMap");
                yield literal ? TermMap.Type.LITERAL : TermMap.Type.IRI;
            }
        };
    }

    private boolean has(Node node, String property) {
        return !graph.objects(node, Vocabulary.rml(property)).isEmpty();
    }

    private Optional<TermMap> language(Node node, Place place) {
        if (place != Place.OBJECT) {
            return Optional.empty();
        }
        for (Node tag : graph.objects(node, Vocabulary.rml("language"))) {
            Position at = graph.at(node, Vocabulary.rml("language"), tag);
            checkLanguage(tag, at);
            return Optional.of(constantText(tag, at));
        }
        for (Node map : graph.objects(node, Vocabulary.rml("languageMap"))) {
            TermMap language = read(map, Place.LANGUAGE);
            if (language.expression() instanceof Expression.Constant(Node tag)) {
                checkLanguage(tag, language.at());
            }
            return Optional.of(language);
        }
        return Optional.empty();
    }

    private void checkLanguage(Node tag, Position at) {
        if (!tag.isLiteral() || !Languages.isTag(tag.getLiteralLexicalForm())) {
            throw graph.invalid(
                    Code.LANGUAGE_INVALID,
                    at,
                    "%s is no language tag of BCP 47; write for example \"en\" or \"fr-BE\".".formatted(tag));
        }
    }

    private Optional<TermMap> datatype(Node node, Place place) {
        if (place != Place.OBJECT && place != Place.KEY) {
            return Optional.empty();
        }
        for (Node datatype : graph.objects(node, Vocabulary.rml("datatype"))) {
            return Optional.of(constant(node, "datatype", datatype, Place.DATATYPE));
        }
        for (Node map : graph.objects(node, Vocabulary.rml("datatypeMap"))) {
            return Optional.of(read(map, Place.DATATYPE));
        }
        return Optional.empty();
    }

    private List<Expression.Call> conditions(Node node, Place place) {
        if (place == Place.KEY) {
            return List.of();
        }
        List<Expression.Call> conditions = new ArrayList<>();
        for (Node condition : graph.objects(node, Vocabulary.rml("condition"))) {
            conditions.add(condition(condition));
        }
        return List.copyOf(conditions);
    }

    /// A node with rml:functionExecution, used as a test.
    Expression.Call condition(Node node) {
        List<Node> executions = graph.objects(node, Vocabulary.rml("functionExecution"));
        if (executions.size() != 1) {
            throw graph.invalid(
                    Code.MAPPING_INVALID, graph.at(node), "a condition needs exactly one rml:functionExecution.");
        }
        return call(executions.getFirst(), node);
    }

    private Expression.Call call(Node execution, Node owner) {
        Position at = graph.at(execution);
        checkTerms(execution, EXECUTION_TERMS, "a function execution");
        String function = iri(execution, "function", "functionMap");
        String result = iri(owner, "return", "returnMap");
        List<Input> inputs = new ArrayList<>();
        for (Node input : graph.objects(execution, Vocabulary.rml("input"))) {
            checkTerms(input, INPUT_TERMS, "an input of a function execution");
            String parameter = iri(input, "parameter", "parameterMap");
            List<Node> values = graph.objects(input, Vocabulary.rml("inputValue"));
            List<Node> maps = graph.objects(input, Vocabulary.rml("inputValueMap"));
            if (parameter.isEmpty() || values.size() + maps.size() != 1) {
                throw graph.invalid(
                        Code.MAPPING_INVALID,
                        graph.at(input),
                        "an input needs one rml:parameter and one rml:inputValue or rml:inputValueMap.");
            }
            inputs.add(new Input(
                    parameter,
                    maps.isEmpty()
                            ? constantText(values.getFirst(), graph.at(input))
                            : read(maps.getFirst(), Place.KEY)));
        }
        if (function.isEmpty()) {
            throw graph.invalid(Code.MAPPING_INVALID, at, "a function execution needs one rml:function.");
        }
        return new Expression.Call(function, result, List.copyOf(inputs), at);
    }

    /// The IRI of a property, or of the constant of its map; empty when there is neither.
    private String iri(Node node, String shortcut, String full) {
        for (Node iri : graph.objects(node, Vocabulary.rml(shortcut))) {
            return iri.isURI() ? iri.getURI() : iri.toString();
        }
        for (Node map : graph.objects(node, Vocabulary.rml(full))) {
            for (Node iri : graph.objects(map, Vocabulary.rml("constant"))) {
                return iri.isURI() ? iri.getURI() : iri.toString();
            }
            for (Node template : graph.objects(map, Vocabulary.rml("template"))) {
                if (template.getLiteralLexicalForm().indexOf('{') < 0) {
                    return template.getLiteralLexicalForm();
                }
            }
            throw graph.invalid(Code.NOT_SUPPORTED, graph.at(map), "rml:%s must be a constant.".formatted(full));
        }
        return "";
    }

    private TermMap constantText(Node term, Position at) {
        TermMap.Type type =
                term.isLiteral() ? TermMap.Type.LITERAL : term.isURI() ? TermMap.Type.IRI : TermMap.Type.BLANK_NODE;
        return new TermMap(
                new Expression.Constant(term), type, Optional.empty(), Optional.empty(), List.of(), List.of(), at);
    }

    private TermMap.Type type(Node node, Position at) {
        String name = node.isURI() && node.getURI().startsWith(Vocabulary.RML)
                ? node.getURI().substring(Vocabulary.RML.length())
                : node.toString();
        return switch (name) {
            case "IRI" -> TermMap.Type.IRI;
            case "URI" -> TermMap.Type.URI;
            case "UnsafeIRI" -> TermMap.Type.UNSAFE_IRI;
            case "UnsafeURI" -> TermMap.Type.UNSAFE_URI;
            case "BlankNode" -> TermMap.Type.BLANK_NODE;
            case "Literal" -> TermMap.Type.LITERAL;
            default ->
                throw graph.invalid(
                        Code.TERM_TYPE_INVALID,
                        at,
                        "%s is no term type; use rml:IRI, rml:URI, rml:BlankNode, rml:Literal, rml:UnsafeIRI or rml:UnsafeURI."
                                .formatted(name));
        };
    }

    private static String word(Place place) {
        return switch (place) {
            case SUBJECT -> "subject";
            case PREDICATE -> "predicate";
            case OBJECT -> "object";
            case GRAPH -> "graph";
            case DATATYPE -> "datatype";
            case LANGUAGE -> "language tag";
            case KEY -> "value";
        };
    }
}
