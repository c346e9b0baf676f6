package city.belfry.quality;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import openllet.owlapi.OpenlletReasonerFactory;
import org.semanticweb.HermiT.ReasonerFactory;
import org.semanticweb.elk.owlapi.ElkReasonerFactory;
import org.semanticweb.owlapi.model.OWLOntology;
import org.semanticweb.owlapi.reasoner.InferenceType;
import org.semanticweb.owlapi.reasoner.OWLReasonerFactory;

/// What three reasoners say about one ontology.
///
/// @param verdicts reasoner to what it found; a reasoner that refuses the ontology says why
record Reasoning(Map<String, Verdict> verdicts) {
    static final Reasoning NOT_RUN = new Reasoning(Map.of());
    static final List<OWLReasonerFactory> FACTORIES =
            List.of(new ReasonerFactory(), new ElkReasonerFactory(), OpenlletReasonerFactory.getInstance());

    private static final double FAST_MILLISECONDS = 2_000;

    /// @param refusal why the reasoner gave up; empty when it did not
    record Verdict(boolean consistent, int unsatisfiable, long milliseconds, String refusal) {
        boolean isSound() {
            return refusal.isEmpty() && consistent && unsatisfiable == 0;
        }

        @Override
        public String toString() {
            return refusal.isEmpty()
                    ? "cons=" + consistent + ",unsat=" + unsatisfiable + "," + milliseconds + "ms"
                    : refusal;
        }
    }

    static Reasoning over(OWLOntology ontology) {
        Map<String, Verdict> verdicts = new TreeMap<>();
        for (OWLReasonerFactory factory : FACTORIES) {
            verdicts.put(name(factory), verdict(factory, ontology));
        }
        return new Reasoning(verdicts);
    }

    /// HermiT's factory is a plain `ReasonerFactory`, and ELK's gives no name.
    private static String name(OWLReasonerFactory factory) {
        return factory instanceof ReasonerFactory
                ? "HermiT"
                : factory.getClass().getSimpleName().replace("ReasonerFactory", "");
    }

    private static Verdict verdict(OWLReasonerFactory factory, OWLOntology ontology) {
        long start = System.nanoTime();
        try {
            var reasoner = factory.createReasoner(ontology);
            boolean consistent = reasoner.isConsistent();
            int unsatisfiable = 0;
            if (consistent) {
                reasoner.precomputeInferences(InferenceType.CLASS_HIERARCHY);
                unsatisfiable = reasoner.getUnsatisfiableClasses()
                        .getEntitiesMinusBottom()
                        .size();
            }
            reasoner.dispose();
            return new Verdict(consistent, unsatisfiable, (System.nanoTime() - start) / 1_000_000, "");
        } catch (RuntimeException e) {
            // Each reasoner has exceptions of its own for what it cannot take; the refusal is the result.
            return new Verdict(false, 0, 0, e.getClass().getSimpleName());
        }
    }

    /// 10 points: 7 for sound verdicts, 3 for speed.
    double points() {
        double sound = verdicts.values().stream().filter(Verdict::isSound).count() / (double) FACTORIES.size();
        boolean fast = !verdicts.isEmpty()
                && verdicts.values().stream()
                        .allMatch(verdict -> verdict.isSound() && verdict.milliseconds() < FAST_MILLISECONDS);
        return 7 * sound + (fast ? 3 : 0);
    }

    @Override
    public String toString() {
        return verdicts.isEmpty() ? "not run" : verdicts.toString();
    }
}
