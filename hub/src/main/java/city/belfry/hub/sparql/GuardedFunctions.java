package city.belfry.hub.sparql;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.jena.query.QueryCancelledException;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.expr.E_Function;
import org.apache.jena.sparql.expr.E_Regex;
import org.apache.jena.sparql.expr.E_StrConcat;
import org.apache.jena.sparql.expr.E_StrEncodeForURI;
import org.apache.jena.sparql.expr.E_StrReplace;
import org.apache.jena.sparql.expr.Expr;
import org.apache.jena.sparql.expr.ExprAggregator;
import org.apache.jena.sparql.expr.ExprFunction0;
import org.apache.jena.sparql.expr.ExprFunction1;
import org.apache.jena.sparql.expr.ExprFunctionN;
import org.apache.jena.sparql.expr.ExprList;
import org.apache.jena.sparql.expr.ExprTransformCopy;
import org.apache.jena.sparql.expr.NodeValue;
import org.apache.jena.sparql.expr.RegexEngine;
import org.apache.jena.sparql.expr.aggregate.AggGroupConcat;
import org.apache.jena.sparql.expr.aggregate.AggGroupConcatDistinct;
import org.apache.jena.sparql.expr.aggregate.Aggregator;
import org.apache.jena.sparql.expr.nodevalue.NodeValueOps;
import org.apache.jena.sparql.function.FunctionEnv;

/// Replaces the calls that can take long or make long texts by the same calls within a [Budget]: `REPLACE`, `CONCAT`,
/// `REGEX`, `ENCODE_FOR_URI`, `GROUP_CONCAT` and functions with a name of their own. The others give at most what they
/// get.
final class GuardedFunctions extends ExprTransformCopy {
    private final Budget budget;

    GuardedFunctions(Budget budget) {
        this.budget = budget;
    }

    @Override
    public Expr transform(ExprFunctionN function, ExprList arguments) {
        return switch (super.transform(function, arguments)) {
            case E_StrReplace replace -> new Replace(replace, replace.getArgs(), budget);
            case E_StrConcat concat -> new Sum(concat, concat.getArgs(), budget);
            case E_Regex regex -> new Regex(regex.getArgs(), budget);
            case E_Function named -> new Named(named, budget);
            case Expr other -> other;
        };
    }

    @Override
    public Expr transform(ExprFunction1 function, Expr argument) {
        Expr copy = super.transform(function, argument);
        return copy instanceof E_StrEncodeForURI ? new Encoded(copy, argument, budget) : copy;
    }

    /// An aggregate that grows by each row asks for each part; its own calls are guarded already.
    ExprAggregator guarded(ExprAggregator aggregate) {
        Aggregator aggregator = aggregate.getAggregator();
        boolean grows = aggregator instanceof AggGroupConcat || aggregator instanceof AggGroupConcatDistinct;
        if (!grows) {
            return aggregate;
        }
        ExprList parts = new ExprList();
        for (Expr text : aggregator.getExprList()) {
            parts.add(new Part(text, separator(aggregator), budget));
        }
        return new ExprAggregator(aggregate.getVar(), aggregator.copy(parts));
    }

    private static int separator(Aggregator aggregator) {
        String separator = switch (aggregator) {
            case AggGroupConcat all -> all.getSeparator();
            case AggGroupConcatDistinct distinct -> distinct.getSeparator();
            default -> "";
        };
        return separator == null ? 1 : separator.length();
    }

    private static String text(NodeValue value) {
        return value.asNode().isLiteral() ? value.asNode().getLiteralLexicalForm() : value.asString();
    }

    /// A call whose text is as long as its arguments together.
    private static class Sum extends ExprFunctionN {
        private final ExprFunctionN call;
        private final Budget budget;

        Sum(ExprFunctionN call, List<Expr> arguments, Budget budget) {
            super(call.getFunctionSymbol().getSymbol(), new ExprList(arguments));
            this.call = call;
            this.budget = budget;
        }

        @Override
        public NodeValue eval(List<NodeValue> values) {
            budget.takeText(
                    values.stream().mapToLong(value -> text(value).length()).sum());
            return call.eval(values);
        }

        @Override
        public Expr copy(ExprList arguments) {
            return new Sum(call, arguments.getList(), budget);
        }
    }

    private static final class Encoded extends ExprFunctionN {
        /// A character of the basic plane is three bytes, and each is written as three characters.
        private static final int GROWTH_MAX = 9;

        private final Expr call;
        private final Budget budget;

        Encoded(Expr call, Expr argument, Budget budget) {
            super("encode_for_uri", new ExprList(argument));
            this.call = call;
            this.budget = budget;
        }

        @Override
        public NodeValue eval(List<NodeValue> values) {
            budget.takeText((long) GROWTH_MAX * text(values.getFirst()).length());
            return ((ExprFunction1) call).eval(values.getFirst());
        }

        @Override
        public Expr copy(ExprList arguments) {
            return new Encoded(call, arguments.get(0), budget);
        }
    }

    private static final class Regex extends ExprFunctionN {
        private final Budget budget;
        private String lastPattern = "";
        private String lastFlags = "";
        private Pattern compiled = Pattern.compile("");

        Regex(List<Expr> arguments, Budget budget) {
            super("regex", new ExprList(arguments));
            this.budget = budget;
        }

        @Override
        public NodeValue eval(List<NodeValue> values) {
            String text = literal(values.getFirst());
            String pattern = literal(values.get(1));
            String flags = values.size() == 2 ? "" : literal(values.get(2));
            if (!pattern.equals(lastPattern) || !flags.equals(lastFlags)) {
                compiled = RegexEngine.makePattern("REGEX", pattern, flags);
                lastPattern = pattern;
                lastFlags = flags;
            }
            return NodeValue.booleanReturn(
                    compiled.matcher(new TimedText(text, budget)).find());
        }

        private static String literal(NodeValue value) {
            return NodeValueOps.checkAndGetStringLiteral("REGEX", value).getLiteralLexicalForm();
        }

        @Override
        public Expr copy(ExprList arguments) {
            return new Regex(arguments.getList(), budget);
        }
    }

    /// Finds out within the budget how long the text will be and how long the search takes; then leaves it to Jena.
    private static final class Replace extends ExprFunctionN {
        private final ExprFunctionN call;
        private final Budget budget;

        Replace(ExprFunctionN call, List<Expr> arguments, Budget budget) {
            super("replace", new ExprList(arguments));
            this.call = call;
            this.budget = budget;
        }

        @Override
        public NodeValue eval(List<NodeValue> values) {
            long start = System.nanoTime();
            String text = text(values.getFirst());
            String replacement = text(values.get(2));
            long references = replacement.chars().filter(c -> c == '$').count();
            String flags = values.size() == 4 ? text(values.get(3)) : "";
            Matcher found = RegexEngine.makePattern("REPLACE", text(values.get(1)), flags)
                    .matcher(new TimedText(text, budget));
            long length = text.length();
            while (found.find()) {
                length += replacement.length() + references * (found.end() - found.start());
                if (length > Budget.TEXT_MAX) {
                    break;
                }
            }
            budget.takeText(length);
            if (System.nanoTime() - start > budget.left()) {
                throw new QueryCancelledException();
            }
            return call.eval(values);
        }

        @Override
        public Expr copy(ExprList arguments) {
            return new Replace(call, arguments.getList(), budget);
        }
    }

    /// A function of GeoSPARQL or of Belfry. It needs what surrounds it, so it is asked as it stands.
    private static final class Named extends E_Function {
        private final Budget budget;

        Named(E_Function function, Budget budget) {
            super(function.getFunctionIRI(), new ExprList(function.getArgs()));
            this.budget = budget;
        }

        @Override
        public NodeValue evalSpecial(Binding row, FunctionEnv surroundings) {
            budget.checkTime();
            NodeValue value = super.evalSpecial(row, surroundings);
            budget.takeText(value == null ? 0 : text(value).length());
            return value;
        }

        @Override
        public Expr copy(ExprList arguments) {
            return new Named(new E_Function(getFunctionIRI(), arguments), budget);
        }
    }

    /// A text that a `GROUP_CONCAT` adds to what it has.
    private static final class Part extends ExprFunctionN {
        private final int separator;
        private final Budget budget;

        Part(Expr text, int separator, Budget budget) {
            super("part", new ExprList(text));
            this.separator = separator;
            this.budget = budget;
        }

        @Override
        public NodeValue eval(List<NodeValue> values) {
            NodeValue value = values.getFirst();
            budget.takePart((long) text(value).length() + separator);
            return value;
        }

        @Override
        public Expr copy(ExprList arguments) {
            return new Part(arguments.get(0), separator, budget);
        }
    }

    /// Counts a row that a sort or a set will hold.
    static final class HeldRow extends ExprFunction0 {
        private final Budget budget;

        HeldRow(Budget budget) {
            super("held");
            this.budget = budget;
        }

        @Override
        public NodeValue eval(FunctionEnv surroundings) {
            budget.holdRow();
            return NodeValue.TRUE;
        }

        @Override
        public Expr copy() {
            return this;
        }
    }

    /// A text that looks at the clock while a regular expression goes back and forth in it.
    private static final class TimedText implements CharSequence {
        private static final int LOOKS_MASK = 0xFFF;

        private final String text;
        private final Budget budget;
        private int looks;

        TimedText(String text, Budget budget) {
            this.text = text;
            this.budget = budget;
        }

        @Override
        public char charAt(int index) {
            if ((++looks & LOOKS_MASK) == 0) {
                budget.checkTime();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
