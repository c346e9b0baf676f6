package city.belfry.quality;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.semanticweb.owlapi.apibinding.OWLManager;
import org.semanticweb.owlapi.io.FileDocumentSource;
import org.semanticweb.owlapi.model.AddOntologyAnnotation;
import org.semanticweb.owlapi.model.AxiomType;
import org.semanticweb.owlapi.model.IRI;
import org.semanticweb.owlapi.model.MissingImportHandlingStrategy;
import org.semanticweb.owlapi.model.OWLClass;
import org.semanticweb.owlapi.model.OWLEntity;
import org.semanticweb.owlapi.model.OWLOntology;
import org.semanticweb.owlapi.model.OWLOntologyCreationException;
import org.semanticweb.owlapi.model.OWLOntologyManager;
import org.semanticweb.owlapi.model.OWLProperty;
import org.semanticweb.owlapi.model.parameters.Imports;

/// An ontology to be scored: its axioms, which of its terms are its own, and the matches with others that lie beside
/// it.
///
/// @param name how it is called in the table
/// @param ontology the ontology, with its imports when it brings them
/// @param matches class IRI to the foreign terms that it is matched with in files of their own
/// @param competencyQuestions share of the 43 questions that are answered, 0 to 1
record Subject(String name, OWLOntology ontology, Map<IRI, Set<IRI>> matches, double competencyQuestions) {

    /// Copies of the files of another ontology as one, without its imports: nothing is fetched.
    static Subject ofFiles(String name, List<Path> files) throws OWLOntologyCreationException {
        OWLOntologyManager manager = OWLManager.createOWLOntologyManager();
        manager.getOntologyConfigurator().setMissingImportHandlingStrategy(MissingImportHandlingStrategy.SILENT);
        manager.getIRIMappers().clear();
        manager.getIRIMappers()
                .add(iri -> IRI.create(
                        files.getFirst().resolveSibling("not-fetched").toUri()));
        List<OWLOntology> parts = new ArrayList<>();
        for (Path file : files) {
            parts.add(manager.loadOntologyFromOntologyDocument(new FileDocumentSource(file.toFile())));
        }
        if (parts.size() == 1) {
            return new Subject(name, parts.getFirst(), Map.of(), 0);
        }
        // Metadata may stand in any of the files, so that the whole has what its best described part says of itself.
        OWLOntology described = parts.stream()
                .max(Comparator.comparingLong(part -> part.annotations().count()))
                .orElseThrow();
        OWLOntology whole = OWLManager.createOWLOntologyManager().createOntology(described.getOntologyID());
        described.annotations().forEach(annotation -> whole.applyChange(new AddOntologyAnnotation(whole, annotation)));
        parts.forEach(part -> part.axioms().forEach(whole::add));
        return new Subject(name, whole, Map.of(), 0);
    }

    /// Ours: all modules, with the alignments beside them.
    static Subject ours() throws IOException, OWLOntologyCreationException {
        OWLOntologyManager manager = OWLManager.createOWLOntologyManager();
        Map<IRI, Set<IRI>> matches = new HashMap<>();
        try (Stream<Path> files = Files.list(OntologyOnDisk.ROOT.resolve("ontology/align"))) {
            for (Path file : files.sorted().toList()) {
                manager.loadOntologyFromOntologyDocument(new FileDocumentSource(file.toFile()))
                        .axioms(AxiomType.ANNOTATION_ASSERTION)
                        .forEach(match -> matches.computeIfAbsent((IRI) match.getSubject(), own -> new HashSet<>())
                                .addAll(match.getValue().asIRI().stream().toList()));
            }
        }
        return new Subject("Belfry", OntologyOnDisk.modules(), matches, answeredQuestions());
    }

    private static double answeredQuestions() throws IOException {
        Path folder = OntologyOnDisk.ROOT.resolve("ontology/cq");
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".rq")).count() / 43.0;
        }
    }

    /// Classes of its own: those of the host that most classes have.
    List<OWLClass> classes() {
        return own(ontology.classesInSignature(Imports.INCLUDED).toList());
    }

    List<OWLProperty> properties() {
        List<OWLProperty> properties = new ArrayList<>(
                own(ontology.objectPropertiesInSignature(Imports.INCLUDED).toList()));
        properties.addAll(
                own(ontology.dataPropertiesInSignature(Imports.INCLUDED).toList()));
        return properties;
    }

    private <T extends OWLEntity> List<T> own(Collection<T> entities) {
        String host = ownHost();
        return entities.stream()
                .filter(entity -> host(entity.getIRI()).equals(host))
                .toList();
    }

    boolean isOwn(IRI iri) {
        return host(iri).equals(ownHost());
    }

    private String ownHost() {
        return ontology
                .classesInSignature(Imports.INCLUDED)
                .map(entity -> host(entity.getIRI()))
                .filter(host -> !host.startsWith("www.w3.org/2002/07") && !host.startsWith("www.w3.org/2001/XML"))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
                .entrySet()
                .stream()
                .max(Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .orElse("");
    }

    /// Host and first path segment; w3id.org and its like hold many ontologies under one host.
    private static String host(IRI iri) {
        String[] parts = iri.toString().replaceFirst("^[a-z]+://", "").split("[/#]", -1);
        int segments = parts[0].equals("www.w3.org") ? 3 : 2;
        return String.join("/", List.of(parts).subList(0, Math.min(segments, parts.length)));
    }
}
