package city.belfry.quality;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.semanticweb.owlapi.apibinding.OWLManager;
import org.semanticweb.owlapi.model.AddImport;
import org.semanticweb.owlapi.model.IRI;
import org.semanticweb.owlapi.model.MissingImportHandlingStrategy;
import org.semanticweb.owlapi.model.OWLOntology;
import org.semanticweb.owlapi.model.OWLOntologyCreationException;
import org.semanticweb.owlapi.model.OWLOntologyManager;

/// All modules as one OWL ontology, read from the files that the catalogue names; any other import ends in a missing
/// file and never in the network.
final class OntologyOnDisk {
    static final Path ROOT = Path.of(System.getProperty("belfry.root", "../.."));
    private static final Path FOLDER = ROOT.resolve("ontology").toAbsolutePath().normalize();
    private static final Pattern ENTRY = Pattern.compile("<uri name=\"([^\"]+)\" uri=\"([^\"]+)\"/>");

    private OntologyOnDisk() {}

    static OWLOntology modules() throws IOException, OWLOntologyCreationException {
        Map<String, Path> files = catalogue();
        OWLOntologyManager manager = OWLManager.createOWLOntologyManager();
        manager.getOntologyConfigurator()
                .setMissingImportHandlingStrategy(MissingImportHandlingStrategy.THROW_EXCEPTION);
        manager.getIRIMappers().clear();
        manager.getIRIMappers()
                .add(iri -> IRI.create(
                        files.getOrDefault(iri.toString(), FOLDER.resolve("not-in-catalogue/" + iri.getShortForm()))
                                .toUri()));
        OWLOntology all = manager.createOntology(IRI.create("https://w3id.org/belfry/ont"));
        for (String iri : files.keySet()) {
            if (iri.startsWith("https://w3id.org/belfry/ont/")) {
                IRI module = IRI.create(iri);
                manager.loadOntology(module);
                manager.applyChange(
                        new AddImport(all, manager.getOWLDataFactory().getOWLImportsDeclaration(module)));
            }
        }
        return all;
    }

    private static Map<String, Path> catalogue() throws IOException {
        Map<String, Path> files = new LinkedHashMap<>();
        var entries = ENTRY.matcher(Files.readString(FOLDER.resolve("catalog.xml")));
        while (entries.find()) {
            files.put(entries.group(1), FOLDER.resolve(entries.group(2)));
        }
        return files;
    }
}
