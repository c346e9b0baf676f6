package city.belfry.quality;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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

    static final List<String> NAMES = List.of("HermiT", "Elk", "Openllet");

    /// No reasoner may think longer about one ontology.
    private static final Duration THOUGHT_MAX = Duration.ofSeconds(60);

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
            verdicts.put(name(factory), withinLimit(factory, ontology));
        }
        return new Reasoning(verdicts);
    }

    /// A reasoner that does not come to an end is left behind on a thread that dies with the process.
    private static Verdict withinLimit(OWLReasonerFactory factory, OWLOntology ontology) {
        var thought = new FutureTask<>(() -> verdict(factory, ontology));
        Thread.ofPlatform().daemon().start(thought);
        try {
            return thought.get(THOUGHT_MAX.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return new Verdict(false, 0, THOUGHT_MAX.toMillis(), "over " + THOUGHT_MAX.toSeconds() + " s");
        } catch (ExecutionException e) {
            // An Error of a reasoner, such as a stack that overflows, is its refusal too.
            return new Verdict(
                    false,
                    0,
                    0,
                    String.valueOf(e.getCause()).replaceFirst("[:].*", "").replaceFirst(".*[.]", ""));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Verdict(false, 0, 0, "interrupted");
        }
    }

    /// What a table says: sound, or what is wrong.
    String verdictOf(String reasoner) {
        Verdict verdict = verdicts.get(reasoner);
        if (verdict == null) {
            return "not run";
        }
        if (!verdict.refusal().isEmpty()) {
            return verdict.refusal().replaceFirst("(Exception|Error)$", "");
        }
        return !verdict.consistent()
                ? "inconsistent"
                : verdict.unsatisfiable() > 0 ? verdict.unsatisfiable() + " unsatisfiable" : "sound";
    }

    int soundVerdicts() {
        return (int) verdicts.values().stream().filter(Verdict::isSound).count();
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
