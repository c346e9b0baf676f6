package city.belfry.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.semanticweb.owlapi.model.OWLOntology;
import org.semanticweb.owlapi.model.OWLOntologyCreationException;
import org.semanticweb.owlapi.model.parameters.Imports;
import org.semanticweb.owlapi.profiles.OWL2DLProfile;
import org.semanticweb.owlapi.profiles.OWL2RLProfile;
import org.semanticweb.owlapi.profiles.OWLProfile;
import org.semanticweb.owlapi.reasoner.InferenceType;
import org.semanticweb.owlapi.reasoner.OWLReasonerFactory;

/// Anybody can reason over the ontology with the tool of their choice: it keeps to OWL 2 DL and to OWL 2 RL without a
/// single violation, undeclared terms included, and three reasoners find it consistent and every class satisfiable.
class LogicTest {
    static List<OWLProfile> profiles() {
        return List.of(new OWL2DLProfile(), new OWL2RLProfile());
    }

    static List<OWLReasonerFactory> reasoners() {
        return Reasoning.FACTORIES;
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void keepsToTheProfile(OWLProfile profile) throws IOException, OWLOntologyCreationException {
        var report = profile.checkOntology(OntologyOnDisk.modules());
        assertEquals(
                List.of(),
                report.getViolations().stream().map(Object::toString).sorted().toList(),
                profile.getName());
    }

    @ParameterizedTest
    @MethodSource("reasoners")
    void isConsistentAndEveryClassCanHaveMembers(OWLReasonerFactory factory)
            throws IOException, OWLOntologyCreationException {
        var reasoner = factory.createReasoner(OntologyOnDisk.modules());
        try {
            assertTrue(reasoner.isConsistent());
            reasoner.precomputeInferences(InferenceType.CLASS_HIERARCHY);
            assertEquals(Set.of(), reasoner.getUnsatisfiableClasses().getEntitiesMinusBottom());
        } finally {
            reasoner.dispose();
        }
    }

    @Test
    void anUndeclaredTermWouldBeSeen() throws IOException, OWLOntologyCreationException {
        OWLOntology all = OntologyOnDisk.modules();
        var factory = all.getOWLOntologyManager().getOWLDataFactory();
        all.add(factory.getOWLSubClassOfAxiom(
                factory.getOWLClass("https://w3id.org/belfry/ont#Tree"),
                factory.getOWLClass("https://example.org/Undeclared")));
        for (OWLProfile profile : profiles()) {
            assertEquals(1, profile.checkOntology(all).getViolations().size(), profile.getName());
        }
    }

    @Test
    void theWholeOntologyIsLoaded() throws IOException, OWLOntologyCreationException {
        OWLOntology all = OntologyOnDisk.modules();
        long own = all.classesInSignature(Imports.INCLUDED)
                .filter(type -> type.getIRI().toString().startsWith("https://w3id.org/belfry/ont#"))
                .count();
        assertTrue(own >= 50, own + " classes of our own");
        assertTrue(all.getLogicalAxiomCount(Imports.INCLUDED) > 300, "logical axioms");
    }
}
