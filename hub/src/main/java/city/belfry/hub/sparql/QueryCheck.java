package city.belfry.hub.sparql;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.jena.query.Query;
import org.apache.jena.query.QueryFactory;
import org.apache.jena.query.QueryParseException;
import org.apache.jena.sparql.ARQConstants;
import org.apache.jena.sparql.algebra.Algebra;
import org.apache.jena.sparql.algebra.Op;
import org.apache.jena.sparql.algebra.OpVisitorBase;
import org.apache.jena.sparql.algebra.op.OpBGP;
import org.apache.jena.sparql.algebra.op.OpFilter;
import org.apache.jena.sparql.algebra.op.OpGroup;
import org.apache.jena.sparql.algebra.op.OpOrder;
import org.apache.jena.sparql.algebra.op.OpService;
import org.apache.jena.sparql.algebra.op.OpTable;
import org.apache.jena.sparql.algebra.walker.Walker;
import org.apache.jena.sparql.expr.E_Call;
import org.apache.jena.sparql.expr.E_Function;
import org.apache.jena.sparql.expr.Expr;
import org.apache.jena.sparql.expr.ExprAggregator;
import org.apache.jena.sparql.expr.ExprFunctionN;
import org.apache.jena.sparql.expr.ExprList;
import org.apache.jena.sparql.expr.ExprVisitorBase;

/// Refuses what must not be parsed or run, before it is.
public final class QueryCheck {
    private static final List<String> ENGINE_SPACES = List.of(
            "java:",
            ARQConstants.ARQFunctionLibraryURI,
            "http://jena.hpl.hp.com/ARQ/",
            ARQConstants.ARQPropertyFunctionLibraryURI,
            ARQConstants.ARQProcedureLibraryURI,
            ARQConstants.JavaScriptURI);
    private static final Set<String> HARMLESS =
            Set.of("#bnode", "#e", "#localname", "#max", "#min", "#namespace", "#now", "#pi", "#sqrt", "#strlen");
    /// SPARQL has the same under other names, with a deadline.
    private static final Set<String> UNTIMED = Stream.of("replace", "matches", "tokenize", "format-number")
            .map(name -> ARQConstants.fnPrefix + name)
            .collect(Collectors.toUnmodifiableSet());

    private QueryCheck() {}

    /// Checks the text of a query or an update without parsing it: the parser is recursive, and its stack is finite.
    public static void checkText(String text, QueryLimits limits) {
        if (text.length() > limits.textBytesMax()
                || text.getBytes(StandardCharsets.UTF_8).length > limits.textBytesMax()) {
            throw new SparqlException(
                    SparqlException.Code.QUERY_TOO_LONG,
                    "The query is longer than " + limits.textBytesMax()
                            + " bytes. Put long lists of values into the data, or ask in parts.");
        }
        if (deepestNesting(text) > limits.nestingMax()) {
            throw tooDeep(limits);
        }
    }

    public static SparqlException tooDeep(QueryLimits limits) {
        return new SparqlException(
                SparqlException.Code.QUERY_TOO_DEEP,
                "The query is nested more deeply than " + limits.nestingMax() + " levels. Flatten it.");
    }

    /// Checks and parses a query.
    public static Query parse(String text, QueryLimits limits) {
        checkText(text, limits);
        try {
            Query query = QueryFactory.create(text);
            check(query);
            return query;
        } catch (QueryParseException e) {
            throw SparqlException.malformed("query", text, e);
        } catch (StackOverflowError e) {
            throw tooDeep(limits);
        }
    }

    /// Refuses SERVICE anywhere in the query, in filters and subqueries too.
    public static void check(Query query) {
        if (query.getQueryPattern() != null) {
            check(Algebra.compile(query));
        }
    }

    static void check(Op op) {
        Walker.walk(
                op,
                new OpVisitorBase() {
                    @Override
                    public void visit(OpService service) {
                        throw new SparqlException(
                                SparqlException.Code.SERVICE_REFUSED,
                                "This hub makes no calls to other servers for a query: take out SERVICE "
                                        + service.getService() + ".");
                    }

                    // The walker goes by the expressions of these two.
                    @Override
                    public void visit(OpGroup group) {
                        group.getGroupVars().getExprs().values().forEach(QueryCheck::check);
                        for (ExprAggregator aggregate : group.getAggregators()) {
                            ExprList arguments = aggregate.getAggregator().getExprList();
                            if (arguments != null) {
                                arguments.forEach(QueryCheck::check);
                            }
                        }
                    }

                    @Override
                    public void visit(OpOrder order) {
                        order.getConditions().forEach(condition -> check(condition.getExpression()));
                    }

                    @Override
                    public void visit(OpBGP pattern) {
                        pattern.getPattern().forEach(triple -> checkFunction(String.valueOf(triple.getPredicate())));
                    }
                },
                new ExprVisitorBase() {
                    @Override
                    public void visit(ExprFunctionN function) {
                        if (function instanceof E_Function named) {
                            checkFunction(named.getFunctionIRI());
                        } else if (function instanceof E_Call) {
                            throw functionRefused("CALL");
                        }
                    }
                });
    }

    private static void check(Expr expression) {
        check(OpFilter.filter(expression, OpTable.unit()));
    }

    /// Jena answers to functions and properties of its own that wait, evaluate a text, load a class, or make texts
    /// outside [Budget].
    private static void checkFunction(String iri) {
        boolean ofTheEngine = ENGINE_SPACES.stream().anyMatch(iri::startsWith);
        String name = iri.substring(Math.max(iri.lastIndexOf('#'), 0));
        if ((ofTheEngine && !HARMLESS.contains(name)) || UNTIMED.contains(iri)) {
            throw functionRefused("<" + iri + ">");
        }
    }

    private static SparqlException functionRefused(String function) {
        return new SparqlException(
                SparqlException.Code.FUNCTION_REFUSED,
                "The function " + function + " is not offered. Use those of SPARQL 1.1 and GeoSPARQL.");
    }

    /// The deepest nesting of brackets, or the longest run of prefix operators, outside strings and comments.
    static int deepestNesting(String text) {
        int depth = 0;
        int deepest = 0;
        int operators = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '(', '{', '[' -> deepest = Math.max(deepest, ++depth);
                case ')', '}', ']' -> depth--;
                case '!', '^', '-', '+' -> deepest = Math.max(deepest, ++operators);
                case '#' -> i = startsComment(text, i) ? endOfLine(text, i) : i;
                case '"', '\'' -> i = endOfString(text, i);
                default -> operators = Character.isWhitespace(c) ? operators : 0;
            }
        }
        return deepest;
    }

    /// A hash inside an IRI starts no comment; one after white space or a bracket does.
    private static boolean startsComment(String text, int hash) {
        return hash == 0 || !isIriCharacter(text.charAt(hash - 1));
    }

    private static boolean isIriCharacter(char c) {
        return Character.isLetterOrDigit(c) || "/:._-~%?=&<".indexOf(c) >= 0;
    }

    private static int endOfLine(String text, int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end;
    }

    private static int endOfString(String text, int start) {
        String quote = text.substring(start, start + 1);
        String longQuote = quote.repeat(3);
        boolean isLong = text.startsWith(longQuote, start);
        String end = isLong ? longQuote : quote;
        for (int i = start + end.length(); i < text.length(); i++) {
            if (text.charAt(i) == '\\') {
                i++;
            } else if (text.startsWith(end, i)) {
                return i + end.length() - 1;
            } else if (!isLong && text.charAt(i) == '\n') {
                // No string: an apostrophe in an IRI. Count what follows it.
                return start;
            }
        }
        return start;
    }
}
