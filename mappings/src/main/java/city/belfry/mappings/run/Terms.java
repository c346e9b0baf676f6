package city.belfry.mappings.run;

import city.belfry.mappings.function.Function;
import city.belfry.mappings.function.Function.FunctionFailure;
import city.belfry.mappings.function.Function.Value;
import city.belfry.mappings.plan.Scan;
import city.belfry.mappings.plan.Term;
import city.belfry.mappings.plan.Term.Piece;
import city.belfry.mappings.plan.Term.Source;
import city.belfry.mappings.read.Row;
import city.belfry.mappings.rml.Languages;
import city.belfry.mappings.rml.TermMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.jena.datatypes.TypeMapper;
import org.apache.jena.datatypes.xsd.XSDDatatype;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.vocabulary.RDF;

/// Makes the terms of a record: the plain way, one value at a time. What cannot be made is a finding and no term.
final class Terms {
    private final Place place;
    private final String baseIri;
    private final String blankScope;
    private final boolean wellTyped;
    private final Lookups lookups;

    /// Answers to the lookups of joins.
    @FunctionalInterface
    interface Lookups {
        List<Node> find(Scan.Lookup lookup, Row row);
    }

    /// Terms of one run.
    ///
    /// @param baseIri put before relative IRIs of triples maps that have no base of their own
    /// @param blankScope keeps the blank nodes of this mapping apart from those of others
    /// @param wellTyped whether a literal must be of its datatype
    Terms(Place place, String baseIri, String blankScope, boolean wellTyped, Lookups lookups) {
        this.wellTyped = wellTyped;
        this.lookups = lookups;
        this.place = place;
        this.baseIri = baseIri;
        this.blankScope = blankScope;
    }

    /// The terms of a record; none when a value is absent or cannot be used, several when a reference has several.
    List<Node> nodes(Term term, Row row) {
        if (term.source() instanceof Source.Constant(Node constant)
                && term.conditions().isEmpty()) {
            return List.of(constant);
        }
        for (Source.Call condition : term.conditions()) {
            if (!isTrue(condition, row)) {
                return List.of();
            }
        }
        return switch (term.source()) {
            case Source.Constant(Node constant) -> List.of(constant);
            case Source.Fresh(int number) -> List.of(blank(place.rowName() + "-fresh-" + number));
            case Source.Gathered gathered ->
                composites(term, row).stream().map(Composite::node).toList();
            case Source.Joined(Scan.Lookup lookup) -> lookups.find(lookup, row);
            case Source.Quoted(Scan.Statements statements) -> quoted(statements, row);
            case Source source -> {
                List<Value> values = values(source, row, term.type());
                if (values.size() == 1) {
                    yield node(term, values.getFirst(), row);
                }
                List<Node> nodes = new ArrayList<>(values.size());
                for (Value value : values) {
                    nodes.addAll(node(term, value, row));
                }
                yield nodes;
            }
        };
    }

    /// The terms of a record, each with what it is made of.
    List<Composite> composites(Term term, Row row) {
        if (!(term.source() instanceof Source.Gathered gathered)) {
            return nodes(term, row).stream()
                    .<Composite>map(Composite.Single::new)
                    .toList();
        }
        for (Source.Call condition : term.conditions()) {
            if (!isTrue(condition, row)) {
                return List.of();
            }
        }
        List<Composite> composites = new ArrayList<>(1);
        List<List<Composite>> collections = collections(gathered, row);
        for (int at = 0; at < collections.size(); at++) {
            List<Composite> members = collections.get(at);
            if (members.isEmpty() && !gathered.allowsEmpty()) {
                continue;
            }
            if (members.isEmpty() && gathered.as() == TermMap.Gathering.LIST) {
                composites.add(new Composite.Single(RDF.nil.asNode()));
            } else if (gathered.head().isPresent()) {
                for (Node head : nodes(gathered.head().get(), row)) {
                    composites.add(new Composite.Collection(head, true, gathered.as(), members));
                }
            } else {
                Node head = blank(place.rowName() + "-" + gathered.number() + "-" + at);
                composites.add(new Composite.Collection(head, false, gathered.as(), members));
            }
        }
        return composites;
    }

    /// The members of each collection: one of all values, or one for each combination of them (RML-CC, strategies).
    private List<List<Composite>> collections(Source.Gathered gathered, Row row) {
        List<List<Composite>> collections = new ArrayList<>();
        collections.add(List.of());
        for (Term member : gathered.members()) {
            List<Composite> values = composites(member, row);
            if (!gathered.isProduct()) {
                collections.set(0, joined(collections.getFirst(), values));
                continue;
            }
            List<List<Composite>> longer = new ArrayList<>(collections.size() * values.size());
            for (List<Composite> shorter : collections) {
                for (Composite value : values) {
                    longer.add(joined(shorter, List.of(value)));
                }
            }
            collections = longer;
        }
        return collections.isEmpty() ? List.of(List.of()) : collections;
    }

    private static List<Composite> joined(List<Composite> left, List<Composite> right) {
        List<Composite> all = new ArrayList<>(left);
        all.addAll(right);
        return all;
    }

    /// The triples that a triples map makes of the record, as terms.
    private List<Node> quoted(Scan.Statements statements, Row row) {
        List<Node> triples = new ArrayList<>(1);
        List<Node> subjects = nodes(statements.subject(), row);
        for (Scan.Rule rule : statements.rules()) {
            List<Node> objects = new ArrayList<>(1);
            rule.objects().forEach(object -> objects.addAll(nodes(object, row)));
            rule.lookups().forEach(lookup -> objects.addAll(lookups.find(lookup, row)));
            for (Term predicate : rule.predicates()) {
                for (Node property : nodes(predicate, row)) {
                    for (Node subject : subjects) {
                        for (Node object : objects) {
                            triples.add(NodeFactory.createTripleTerm(subject, property, object));
                        }
                    }
                }
            }
        }
        return triples;
    }

    /// What a lookup finds for a record.
    List<Node> found(Scan.Lookup lookup, Row row) {
        return lookups.find(lookup, row);
    }

    /// A blank node of this run.
    Node blank(String name) {
        return NodeFactory.createBlankNode(blankScope + "-" + name);
    }

    /// The texts of a term that is compared or passed on.
    List<String> texts(Term term, Row row) {
        return argument(term, row).stream().map(Value::text).toList();
    }

    /// The values of a field of a logical view, as they stand in the record.
    List<FieldValue> fieldValues(Term term, Row row) {
        if (term.source() instanceof Source.Slot(int slot, String name)) {
            List<FieldValue> values = new ArrayList<>(row.count(slot));
            for (int at = 0; at < row.count(slot); at++) {
                values.add(new FieldValue(row.text(slot, at), row.kind(slot, at)));
            }
            return values;
        }
        return argument(term, row).stream().map(FieldValue::of).toList();
    }

    boolean isTrue(Source.Call call, Row row) {
        return call(call, row).stream().anyMatch(Value::isTrue);
    }

    private List<Value> values(Source source, Row row, TermMap.Type type) {
        return switch (source) {
            case Source.Constant(Node constant) ->
                List.of(new Value(
                        constant.isLiteral() ? constant.getLiteralLexicalForm() : constant.toString(),
                        constant.isLiteral() ? constant.getLiteralDatatypeURI() : ""));
            case Source.Slot(int slot, String name) -> slot(slot, name, row, false);
            case Source.Template(List<Piece> pieces) -> template(pieces, row, type);
            case Source.Call call -> call(call, row);
            case Source.Fresh fresh -> List.of();
            case Source.Gathered gathered -> List.of();
            case Source.Joined joined -> List.of();
            case Source.Quoted quoted -> List.of();
        };
    }

    /// The values of a slot.
    ///
    /// @param composite an object or array is taken as JSON text
    private List<Value> slot(int slot, String name, Row row, boolean composite) {
        int count = row.count(slot);
        if (count == 0) {
            return List.of();
        }
        if (count == 1 && row.kind(slot, 0) == Row.TEXT) {
            return List.of(new Value(row.text(slot, 0), ""));
        }
        List<Value> values = new ArrayList<>(count);
        for (int at = 0; at < count; at++) {
            String text = row.text(slot, at);
            switch (row.kind(slot, at)) {
                case Row.TEXT -> values.add(new Value(text, ""));
                case Row.INTEGER -> values.add(new Value(text, XSDDatatype.XSDinteger.getURI()));
                case Row.DOUBLE -> values.add(new Value(Doubles.canonical(text), XSDDatatype.XSDdouble.getURI()));
                case Row.BOOLEAN -> values.add(new Value(text, XSDDatatype.XSDboolean.getURI()));
                case Row.DECIMAL -> values.add(new Value(text, XSDDatatype.XSDdecimal.getURI()));
                case Row.DATE -> values.add(new Value(text, XSDDatatype.XSDdate.getURI()));
                case Row.TIME -> values.add(new Value(text, XSDDatatype.XSDtime.getURI()));
                case Row.DATE_TIME -> values.add(new Value(text, XSDDatatype.XSDdateTime.getURI()));
                case Row.BINARY -> values.add(new Value(text, XSDDatatype.XSDhexBinary.getURI()));
                case Row.PLAIN_DOUBLE -> values.add(new Value(text, XSDDatatype.XSDdouble.getURI()));
                default -> {
                    if (composite) {
                        values.add(new Value(text, ""));
                    } else {
                        place.violation(
                                row,
                                "VALUE_COMPOSITE",
                                name,
                                "the reference leads to an object or array, not to a single value",
                                "Point the reference at the values, for example with [*].");
                    }
                }
            }
        }
        return values;
    }

    private List<Value> template(List<Piece> pieces, Row row, TermMap.Type type) {
        List<String> texts = new ArrayList<>(List.of(""));
        for (Piece piece : pieces) {
            if (piece.isText()) {
                texts.replaceAll(text -> text + piece.text());
                continue;
            }
            List<Value> values = slot(piece.slot(), piece.text(), row, false);
            List<String> longer = new ArrayList<>(texts.size() * values.size());
            for (String text : texts) {
                for (Value value : values) {
                    longer.add(text
                            + switch (type) {
                                case IRI -> Iris.encode(value.text(), true);
                                case URI -> Iris.encode(value.text(), false);
                                case UNSAFE_IRI, UNSAFE_URI, BLANK_NODE, LITERAL -> value.text();
                            });
                }
            }
            texts = longer;
        }
        return texts.stream().map(text -> new Value(text, "")).toList();
    }

    private List<Node> node(Term term, Value value, Row row) {
        return switch (term.type()) {
            case IRI, URI -> iri(term, value.text(), row);
            case UNSAFE_IRI, UNSAFE_URI -> List.of(NodeFactory.createURI(absolute(term, value.text())));
            case BLANK_NODE -> List.of(blank(value.text()));
            case LITERAL -> literals(term, value, row);
        };
    }

    private List<Node> iri(Term term, String text, Row row) {
        String iri = absolute(term, text);
        if (Iris.isValid(iri)) {
            return List.of(NodeFactory.createURI(iri));
        }
        place.violation(
                row,
                "IRI_INVALID",
                field(term.source()),
                "'" + iri + "' is no IRI",
                "Make it with a template, which encodes what may not stand in an IRI, or correct the value.");
        return List.of();
    }

    private String absolute(Term term, String text) {
        if (Iris.isAbsolute(text)) {
            return text;
        }
        return (term.base().isEmpty() ? baseIri : term.base()) + text;
    }

    private List<Node> literals(Term term, Value value, Row row) {
        if (term.language().isPresent()) {
            List<Node> nodes = new ArrayList<>(1);
            for (String tag : texts(term.language().get(), row)) {
                if (Languages.isTag(tag)) {
                    nodes.add(NodeFactory.createLiteralLang(value.text(), tag));
                } else {
                    place.violation(
                            row,
                            "LANGUAGE_INVALID",
                            field(term.language().get().source()),
                            "'" + tag + "' is no language tag of BCP 47",
                            "Use for example 'en' or 'fr-BE'.");
                }
            }
            return nodes;
        }
        if (term.datatype().isPresent()) {
            List<Node> nodes = new ArrayList<>(1);
            for (Node datatype : nodes(term.datatype().get(), row)) {
                nodes.addAll(typed(term, overridden(value, datatype.getURI()), datatype.getURI(), row));
            }
            return nodes;
        }
        if (value.datatype().isEmpty() || !term.naturalDatatypes()) {
            return List.of(NodeFactory.createLiteralString(value.text()));
        }
        return typed(term, value.text(), value.datatype(), row);
    }

    private List<Node> typed(Term term, String text, String datatype, Row row) {
        Node literal =
                NodeFactory.createLiteralDT(text, TypeMapper.getInstance().getSafeTypeByName(datatype));
        if (wellTyped && LexicalForms.isBroken(literal)) {
            place.violation(
                    row,
                    "LITERAL_INVALID",
                    field(term.source()),
                    LexicalForms.told(literal),
                    "Correct the cell, or let the mapping read how this column writes its values.");
            return List.of();
        }
        return List.of(literal);
    }

    /// The lexical form of a value whose datatype the mapping says. A number that becomes a double has the canonical
    /// form of one (RML-Core, "Natural mapping of source values").
    private static String overridden(Value value, String datatype) {
        boolean isNumber = value.datatype().equals(XSDDatatype.XSDinteger.getURI())
                || value.datatype().equals(XSDDatatype.XSDdecimal.getURI());
        return isNumber && datatype.equals(XSDDatatype.XSDdouble.getURI())
                ? Doubles.canonical(value.text())
                : value.text();
    }

    private static String field(Source source) {
        return switch (source) {
            case Source.Slot slot -> slot.name();
            case Source.Template template ->
                template.pieces().stream()
                        .filter(piece -> !piece.isText())
                        .map(Piece::text)
                        .reduce((left, right) -> left + ", " + right)
                        .orElse("");
            case Source.Call call -> call.field();
            case Source.Constant constant -> "";
            case Source.Fresh fresh -> "";
            case Source.Gathered gathered -> "";
            case Source.Joined joined -> "";
            case Source.Quoted quoted -> "";
        };
    }

    private List<Value> argument(Term term, Row row) {
        for (Source.Call condition : term.conditions()) {
            if (!isTrue(condition, row)) {
                return List.of();
            }
        }
        List<Value> values = term.source() instanceof Source.Slot(int slot, String name)
                ? slot(slot, name, row, true)
                : values(term.source(), row, term.type());
        if (!term.type().isIri()) {
            return values;
        }
        return values.stream()
                .map(value -> new Value(absolute(term, value.text()), ""))
                .toList();
    }

    /// The results of a call; a parameter with several values gives several results, unless it takes them all.
    private List<Value> call(Source.Call call, Row row) {
        Function function = call.function();
        int parameters = function.parameters().size();
        List<List<Optional<String>>> given = new ArrayList<>(parameters);
        int results = 1;
        int several = -1;
        for (int at = 0; at < parameters; at++) {
            List<Optional<String>> texts = new ArrayList<>();
            for (Term argument : call.arguments().get(at)) {
                List<Value> values = argument(argument, row);
                values.forEach(value -> texts.add(Optional.of(value.text())));
                if (values.isEmpty()) {
                    texts.add(Optional.empty());
                }
            }
            switch (function.parameters().get(at).need()) {
                case REQUIRED -> {
                    if (texts.stream().anyMatch(Optional::isEmpty)) {
                        return List.of();
                    }
                    if (texts.size() > 1) {
                        several = at;
                        results = texts.size();
                    }
                }
                case OPTIONAL, SEVERAL -> {}
            }
            given.add(texts);
        }
        List<Value> values = new ArrayList<>(results);
        for (int at = 0; at < results; at++) {
            try {
                function.body().apply(new Given(given, several, at)).ifPresent(values::add);
            } catch (FunctionFailure failure) {
                place.violation(row, failure.code(), call.field(), failure.reason(), failure.suggestion());
            }
        }
        return values;
    }

    /// The arguments of one call.
    ///
    /// @param several the required parameter that has several values, or -1
    /// @param turn which of them this call is about
    private record Given(List<List<Optional<String>>> values, int several, int turn) implements Function.Arguments {
        @Override
        public String text(int parameter) {
            return values.get(parameter).get(parameter == several ? turn : 0).orElseThrow();
        }

        @Override
        public Optional<String> optional(int parameter) {
            List<Optional<String>> list = values.get(parameter);
            return list.isEmpty() ? Optional.empty() : list.getFirst();
        }

        @Override
        public List<Optional<String>> several(int parameter) {
            return values.get(parameter);
        }
    }
}
