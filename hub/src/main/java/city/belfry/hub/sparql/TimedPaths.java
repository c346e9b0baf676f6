package city.belfry.hub.sparql;

import org.apache.jena.sparql.path.P_Alt;
import org.apache.jena.sparql.path.P_Distinct;
import org.apache.jena.sparql.path.P_FixedLength;
import org.apache.jena.sparql.path.P_Inverse;
import org.apache.jena.sparql.path.P_Link;
import org.apache.jena.sparql.path.P_Mod;
import org.apache.jena.sparql.path.P_Multi;
import org.apache.jena.sparql.path.P_NegPropSet;
import org.apache.jena.sparql.path.P_OneOrMore1;
import org.apache.jena.sparql.path.P_OneOrMoreN;
import org.apache.jena.sparql.path.P_ReverseLink;
import org.apache.jena.sparql.path.P_Seq;
import org.apache.jena.sparql.path.P_Shortest;
import org.apache.jena.sparql.path.P_ZeroOrMore1;
import org.apache.jena.sparql.path.P_ZeroOrMoreN;
import org.apache.jena.sparql.path.P_ZeroOrOne;
import org.apache.jena.sparql.path.Path;
import org.apache.jena.sparql.path.PathVisitor;

/// Makes each single step of a path look at the clock: Jena collects all ends of a path before it gives the first. The
/// steps stay what they are for everybody who looks at their kind.
final class TimedPaths {
    private final Budget budget;

    TimedPaths(Budget budget) {
        this.budget = budget;
    }

    Path timed(Path path) {
        return switch (path) {
            case P_Link step -> new Step(step, budget);
            case P_ReverseLink step -> new StepBack(step, budget);
            case P_NegPropSet step -> new StepExcept(step, budget);
            case P_Alt either -> new P_Alt(timed(either.getLeft()), timed(either.getRight()));
            case P_Seq both -> new P_Seq(timed(both.getLeft()), timed(both.getRight()));
            case P_Inverse inner -> new P_Inverse(timed(inner.getSubPath()));
            case P_Mod inner -> new P_Mod(timed(inner.getSubPath()), inner.getMin(), inner.getMax());
            case P_FixedLength inner -> new P_FixedLength(timed(inner.getSubPath()), inner.getCount());
            case P_Distinct inner -> new P_Distinct(timed(inner.getSubPath()));
            case P_Multi inner -> new P_Multi(timed(inner.getSubPath()));
            case P_Shortest inner -> new P_Shortest(timed(inner.getSubPath()));
            case P_ZeroOrOne inner -> new P_ZeroOrOne(timed(inner.getSubPath()));
            case P_ZeroOrMore1 inner -> new P_ZeroOrMore1(timed(inner.getSubPath()));
            case P_ZeroOrMoreN inner -> new P_ZeroOrMoreN(timed(inner.getSubPath()));
            case P_OneOrMore1 inner -> new P_OneOrMore1(timed(inner.getSubPath()));
            case P_OneOrMoreN inner -> new P_OneOrMoreN(timed(inner.getSubPath()));
            default -> path;
        };
    }

    private static final class Step extends P_Link {
        private final Budget budget;

        Step(P_Link step, Budget budget) {
            super(step.getNode());
            this.budget = budget;
        }

        @Override
        public void visit(PathVisitor visitor) {
            budget.checkTime();
            super.visit(visitor);
        }
    }

    private static final class StepBack extends P_ReverseLink {
        private final Budget budget;

        StepBack(P_ReverseLink step, Budget budget) {
            super(step.getNode());
            this.budget = budget;
        }

        @Override
        public void visit(PathVisitor visitor) {
            budget.checkTime();
            super.visit(visitor);
        }
    }

    private static final class StepExcept extends P_NegPropSet {
        private final Budget budget;

        StepExcept(P_NegPropSet step, Budget budget) {
            step.getNodes().forEach(this::add);
            this.budget = budget;
        }

        @Override
        public void visit(PathVisitor visitor) {
            budget.checkTime();
            super.visit(visitor);
        }
    }
}
