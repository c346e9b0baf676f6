package city.belfry.robot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.obolibrary.robot.IOHelper;
import org.obolibrary.robot.MergeOperation;
import org.obolibrary.robot.ReportOperation;
import org.semanticweb.owlapi.model.IRI;
import org.semanticweb.owlapi.model.OWLOntology;

/// ROBOT's report over all modules, with the profile beside this module, finds neither an error nor a warning.
///
/// The profile is ROBOT's own without the checks that only the OBO Foundry's annotations can pass; five of those stand
/// in `checks/` again, for SKOS definitions and for labels in several languages.
class ReportTest {
    private static final Path ONTOLOGY = Path.of(System.getProperty("belfry.root", "../.."), "ontology");
    private static final Pattern MODULE =
            Pattern.compile("<uri name=\"(https://w3id\\.org/belfry/ont/[^\"]+)\" uri=\"([^\"]+)\"/>");
    private static final Pattern LEVEL_AND_CHECK = Pattern.compile("(?m)^(ERROR|WARN|INFO)\t(\\S+)$");

    @TempDir
    Path folder;

    @Test
    void findsNoErrorAndNoWarning() throws Exception {
        assertEquals(List.of(), faults(modules()));
    }

    /// A report that finds nothing proves something only if its checks run: each fault here must be found.
    @Test
    void findsWhatIsWrong() throws Exception {
        OWLOntology modules = modules();
        var factory = modules.getOWLOntologyManager().getOWLDataFactory();
        IRI tree = IRI.create("https://w3id.org/belfry/ont#Tree");
        IRI label = IRI.create("http://www.w3.org/2000/01/rdf-schema#label");
        IRI definition = IRI.create("http://www.w3.org/2004/02/skos/core#definition");
        modules.getOWLOntologyManager()
                .addAxiom(
                        modules,
                        factory.getOWLDeclarationAxiom(
                                factory.getOWLClass(IRI.create("https://w3id.org/belfry/ont#Undefined"))));
        for (var text : List.of(
                Map.entry(label, "school"),
                Map.entry(label, " padded"),
                Map.entry(definition, "A person who lives in the city."),
                Map.entry(definition, "A second definition."))) {
            modules.getOWLOntologyManager()
                    .addAxiom(
                            modules,
                            factory.getOWLAnnotationAssertionAxiom(
                                    factory.getOWLAnnotationProperty(text.getKey()),
                                    tree,
                                    factory.getOWLLiteral(text.getValue(), "en")));
        }
        List<String> faults = faults(modules);
        for (String check : List.of(
                "definition-missing",
                "definition-twice",
                "label-missing",
                "duplicate_label",
                "label-twice",
                "label_whitespace")) {
            assertTrue(faults.stream().anyMatch(fault -> fault.contains(check)), check + " found nothing: " + faults);
        }
    }

    /// Errors and warnings, each with its check and its term.
    private List<String> faults(OWLOntology ontology) throws Exception {
        String profile = Files.readString(ONTOLOGY.resolve("robot/profile.txt"));
        assertTrue(LEVEL_AND_CHECK.matcher(profile).results().count() > 20, "checks in the profile");
        Path absolute = folder.resolve("profile.txt");
        Files.writeString(
                absolute,
                profile.replace(
                        "CHECKS",
                        ONTOLOGY.resolve("robot/checks")
                                .toAbsolutePath()
                                .normalize()
                                .toString()));
        Map<String, String> options = ReportOperation.getDefaultOptions();
        options.put("profile", absolute.toString());
        return ReportOperation.getReport(ontology, new IOHelper(), options).toTable("tsv").toList(";").stream()
                .map(row -> String.join(" ", row))
                .filter(line -> line.startsWith("ERROR") || line.startsWith("WARN"))
                .toList();
    }

    /// All modules as one ontology; the catalogue leads every import to its file.
    private static OWLOntology modules() throws Exception {
        File catalogue = ONTOLOGY.resolve("catalog.xml").toFile();
        List<OWLOntology> modules = new ArrayList<>();
        var entries = MODULE.matcher(Files.readString(catalogue.toPath()));
        while (entries.find()) {
            modules.add(new IOHelper()
                    .loadOntology(ONTOLOGY.resolve(entries.group(2)).toFile(), catalogue));
        }
        assertFalse(modules.isEmpty(), "modules in the catalogue");
        return MergeOperation.merge(modules, true, true);
    }
}
