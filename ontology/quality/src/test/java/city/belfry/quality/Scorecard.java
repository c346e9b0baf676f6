package city.belfry.quality;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.semanticweb.owlapi.model.AxiomType;
import org.semanticweb.owlapi.model.IRI;
import org.semanticweb.owlapi.model.OWLAnnotation;
import org.semanticweb.owlapi.model.OWLAxiom;
import org.semanticweb.owlapi.model.OWLClass;
import org.semanticweb.owlapi.model.OWLEntity;
import org.semanticweb.owlapi.model.OWLOntology;
import org.semanticweb.owlapi.model.OWLProperty;
import org.semanticweb.owlapi.model.parameters.Imports;
import org.semanticweb.owlapi.profiles.OWL2DLProfile;
import org.semanticweb.owlapi.profiles.OWL2ELProfile;
import org.semanticweb.owlapi.profiles.OWL2QLProfile;
import org.semanticweb.owlapi.profiles.OWL2RLProfile;
import org.semanticweb.owlapi.profiles.OWLProfile;
import org.semanticweb.owlapi.search.EntitySearcher;

/// What one ontology is worth to those who must understand, trust and join it: counts, shares in percent, and a score
/// of 100 points.
///
/// @param labelLanguages language tag to the share of classes with a label in it
/// @param targets how many other vocabularies its classes are matched with
/// @param pitfalls share of the terms that fall into each pitfall (numbers of the OOPS! catalogue), 0 to 1
record Scorecard(
        String name,
        int logicalAxioms,
        int classes,
        int objectProperties,
        int dataProperties,
        int individuals,
        double labelled,
        double defined,
        Map<String, Double> labelLanguages,
        double withDomain,
        double withRange,
        double withInverse,
        int disjointAxioms,
        double aligned,
        int targets,
        double isolated,
        int metadata,
        Map<String, Violations> profiles,
        Reasoning reasoning,
        Map<String, Double> pitfalls,
        double competencyQuestions) {

    /// @param total all violations of a profile
    /// @param declared those that are more than a foreign term without a declaration
    record Violations(int total, int declared) {
        @Override
        public String toString() {
            return total + (declared == total ? "" : " (" + declared + ")");
        }
    }

    static final int METADATA_ITEMS = 11;
    private static final double LANGUAGES_WANTED = 7;
    private static final double LANGUAGE_COMPLETE = 0.95;
    private static final double TARGETS_WANTED = 10;

    private static final Map<String, OWLProfile> PROFILES = new LinkedHashMap<>();

    static {
        PROFILES.put("DL", new OWL2DLProfile());
        PROFILES.put("EL", new OWL2ELProfile());
        PROFILES.put("RL", new OWL2RLProfile());
        PROFILES.put("QL", new OWL2QLProfile());
    }

    private static final List<Set<String>> METADATA = List.of(
            Set.of("title", "label"),
            Set.of("description", "abstract", "comment"),
            Set.of("license", "rights", "accessRights"),
            Set.of("creator", "contributor", "author"),
            Set.of("versionInfo"),
            Set.of("issued", "created", "modified", "date"),
            Set.of("preferredNamespacePrefix"),
            Set.of("preferredNamespaceUri"),
            Set.of("publisher"),
            Set.of("source", "seeAlso", "references"));
    private static final Set<String> DEFINITIONS = Set.of("definition", "comment", "description");

    static Scorecard of(Subject subject, boolean reason) {
        List<OWLClass> classes = subject.classes();
        List<OWLProperty> properties = subject.properties();
        Set<OWLEntity> terms = new HashSet<>(classes);
        terms.addAll(properties);
        var ontology = subject.ontology();

        Map<String, Double> languages = new TreeMap<>();
        for (OWLClass type : classes) {
            annotations(subject, type, Set.of("label", "prefLabel")).stream()
                    .flatMap(label -> label.getValue().asLiteral().stream())
                    .map(label -> label.getLang())
                    .distinct()
                    .forEach(language -> languages.merge(language, 1.0 / Math.max(1, classes.size()), Double::sum));
        }
        Set<IRI> domains = new HashSet<>();
        Set<IRI> ranges = new HashSet<>();
        Set<IRI> severalDomains = new HashSet<>();
        ontology.axioms(AxiomType.OBJECT_PROPERTY_DOMAIN, Imports.INCLUDED)
                .forEach(axiom -> add(axiom.getProperty().getNamedProperty().getIRI(), domains, severalDomains));
        ontology.axioms(AxiomType.DATA_PROPERTY_DOMAIN, Imports.INCLUDED)
                .forEach(axiom -> add(axiom.getProperty().asOWLDataProperty().getIRI(), domains, severalDomains));
        ontology.axioms(AxiomType.OBJECT_PROPERTY_RANGE, Imports.INCLUDED)
                .forEach(axiom -> add(axiom.getProperty().getNamedProperty().getIRI(), ranges, severalDomains));
        ontology.axioms(AxiomType.DATA_PROPERTY_RANGE, Imports.INCLUDED)
                .forEach(axiom -> add(axiom.getProperty().asOWLDataProperty().getIRI(), ranges, severalDomains));
        for (OWLProperty property : properties) {
            if (!annotations(subject, property, Set.of("domainIncludes")).isEmpty()) {
                domains.add(property.getIRI());
            }
            if (!annotations(subject, property, Set.of("rangeIncludes")).isEmpty()) {
                ranges.add(property.getIRI());
            }
        }
        Map<OWLClass, Set<IRI>> foreign =
                classes.stream().collect(Collectors.toMap(type -> type, type -> matches(subject, type)));
        double labelled = share(
                terms,
                term -> !annotations(subject, term, Set.of("label", "prefLabel"))
                        .isEmpty());
        double defined =
                share(terms, term -> !annotations(subject, term, DEFINITIONS).isEmpty());
        double withDomain = share(properties, property -> domains.contains(property.getIRI()));
        double withRange = share(properties, property -> ranges.contains(property.getIRI()));
        double isolated = share(classes, type -> isIsolated(subject, type));
        int metadata = metadata(subject);
        boolean disjoint = ontology.getAxiomCount(AxiomType.DISJOINT_CLASSES, Imports.INCLUDED) > 0;
        Map<String, Double> pitfalls = new TreeMap<>(Map.of(
                "P04 unconnected",
                isolated,
                "P08 undocumented",
                1 - Math.min(labelled, defined),
                "P10 no disjointness",
                disjoint ? 0.0 : 1.0,
                "P11 no domain or range",
                1 - Math.min(withDomain, withRange),
                "P19 several domains or ranges",
                share(properties, one -> severalDomains.contains(one.getIRI())),
                "P22 naming",
                share(terms, Scorecard::isNamedOddly),
                "P38 no version",
                hasVersion(subject) ? 0.0 : 1.0,
                "P41 no licence",
                hasMetadata(subject, METADATA.get(2)) ? 0.0 : 1.0));
        return new Scorecard(
                subject.name(),
                ontology.getLogicalAxiomCount(Imports.INCLUDED),
                classes.size(),
                (int) properties.stream().filter(OWLEntity::isOWLObjectProperty).count(),
                (int) properties.stream().filter(OWLEntity::isOWLDataProperty).count(),
                (int) ontology.individualsInSignature(Imports.INCLUDED).count(),
                labelled,
                defined,
                languages,
                withDomain,
                withRange,
                withInverse(subject, properties),
                ontology.getAxiomCount(AxiomType.DISJOINT_CLASSES, Imports.INCLUDED),
                share(classes, type -> !foreign.getOrDefault(type, Set.of()).isEmpty()),
                (int) foreign.values().stream()
                        .flatMap(Set::stream)
                        .map(IRI::getNamespace)
                        .distinct()
                        .count(),
                isolated,
                metadata,
                profiles(subject),
                reason ? Reasoning.over(ontology) : Reasoning.NOT_RUN,
                pitfalls,
                subject.competencyQuestions());
    }

    /// 20 documentation, 15 metadata, 20 logic, 15 alignment, 15 pitfalls, 15 competency questions.
    double score() {
        double documentation = 6 * labelled + 8 * defined + 6 * Math.min(1, completeLanguages() / LANGUAGES_WANTED);
        double logic = 5 * clean(violations("DL")) + 5 * clean(violations("RL")) + reasoning.points();
        double alignment = 12 * aligned + 3 * Math.min(1, targets / TARGETS_WANTED);
        double free = pitfalls.values().stream()
                .mapToDouble(share -> 1 - share)
                .average()
                .orElse(0);
        return documentation
                + 15.0 * metadata / METADATA_ITEMS
                + logic
                + alignment
                + 15 * free
                + 15 * Math.min(1, competencyQuestions);
    }

    /// In how many languages nearly all classes have a label.
    long completeLanguages() {
        return labelLanguages.entrySet().stream()
                .filter(language -> !language.getKey().isEmpty() && language.getValue() >= LANGUAGE_COMPLETE - 1e-9)
                .count();
    }

    /// All violations of the profile DL, EL, RL or QL.
    int violations(String profile) {
        return Optional.ofNullable(profiles.get(profile)).orElseThrow().total();
    }

    private double clean(int violations) {
        return Math.max(0, 1 - violations / (double) Math.max(1, logicalAxioms));
    }

    static List<String> columns() {
        return List.of(
                "ontology",
                "classes",
                "object properties",
                "data properties",
                "individuals",
                "% labelled",
                "% defined",
                "label languages",
                "% with domain",
                "% with range",
                "% with inverse",
                "disjointness axioms",
                "% of classes aligned",
                "% of classes isolated",
                "metadata of 11",
                "DL",
                "EL",
                "RL",
                "QL",
                "HermiT",
                "ELK",
                "Openllet",
                "score of 100");
    }

    /// One cell a column; without the time that a reasoner took, so that two runs give the same.
    List<String> cells() {
        List<String> cells = new ArrayList<>(List.of(
                name,
                String.valueOf(classes),
                String.valueOf(objectProperties),
                String.valueOf(dataProperties),
                String.valueOf(individuals),
                percent(labelled),
                percent(defined),
                String.valueOf(completeLanguages()),
                percent(withDomain),
                percent(withRange),
                percent(withInverse),
                String.valueOf(disjointAxioms),
                percent(aligned),
                percent(isolated),
                String.valueOf(metadata)));
        profiles.values().forEach(violations -> cells.add(violations.toString()));
        Reasoning.NAMES.forEach(reasoner -> cells.add(reasoning.verdictOf(reasoner)));
        cells.add(String.valueOf(Math.round(score())));
        return cells;
    }

    private static String percent(double share) {
        return String.valueOf(Math.round(100 * share));
    }

    private static void add(IRI property, Set<IRI> once, Set<IRI> several) {
        if (!once.add(property)) {
            several.add(property);
        }
    }

    private static List<OWLAnnotation> annotations(Subject subject, OWLEntity term, Set<String> names) {
        return subject.ontology()
                .importsClosure()
                .flatMap(part -> EntitySearcher.getAnnotations(term, part))
                .filter(annotation ->
                        names.contains(annotation.getProperty().getIRI().getShortForm()))
                .toList();
    }

    private static Set<IRI> matches(Subject subject, OWLClass type) {
        Set<IRI> foreign = new HashSet<>(subject.matches().getOrDefault(type.getIRI(), Set.of()));
        subject.ontology().importsClosure().forEach(part -> {
            part.subClassAxiomsForSubClass(type)
                    .flatMap(axiom -> axiom.getSuperClass().classesInSignature())
                    .forEach(other -> foreign.add(other.getIRI()));
            part.equivalentClassesAxioms(type)
                    .flatMap(axiom -> axiom.namedClasses())
                    .forEach(other -> foreign.add(other.getIRI()));
        });
        annotations(
                        subject,
                        type,
                        Set.of("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch", "seeAlso"))
                .forEach(annotation -> annotation.getValue().asIRI().ifPresent(foreign::add));
        foreign.removeIf(iri -> subject.isOwn(iri) || iri.isTopEntity());
        return foreign;
    }

    private static boolean isIsolated(Subject subject, OWLClass type) {
        return subject.ontology()
                        .importsClosure()
                        .allMatch(part -> part.referencingAxioms(type).noneMatch(OWLAxiom::isLogicalAxiom))
                && annotatedNowhere(subject, type);
    }

    private static boolean annotatedNowhere(Subject subject, OWLClass type) {
        return subject.ontology()
                .axioms(AxiomType.ANNOTATION_ASSERTION, Imports.INCLUDED)
                .noneMatch(axiom -> axiom.getProperty().getIRI().getShortForm().equals("domainIncludes")
                        && axiom.getValue().equals(type.getIRI()));
    }

    private static boolean isNamedOddly(OWLEntity term) {
        String name = term.getIRI().getShortForm();
        return term.isOWLClass() ? !name.matches("[A-Z][A-Za-z0-9]*") : !name.matches("[a-z][A-Za-z0-9]*");
    }

    private static int metadata(Subject subject) {
        int items = (int)
                METADATA.stream().filter(names -> hasMetadata(subject, names)).count();
        return items + (hasVersion(subject) ? 1 : 0);
    }

    private static boolean hasVersion(Subject subject) {
        return modules(subject)
                .allMatch(part -> part.getOntologyID().getVersionIRI().isPresent());
    }

    /// Whether the ontology, and each module of an ontology in modules, has one of the items.
    private static boolean hasMetadata(Subject subject, Set<String> names) {
        return modules(subject)
                .allMatch(part -> part.annotations()
                        .anyMatch(annotation ->
                                names.contains(annotation.getProperty().getIRI().getShortForm())));
    }

    private static Stream<OWLOntology> modules(Subject subject) {
        return subject.ontology().importsClosure().filter(part -> !part.isEmpty());
    }

    private static Map<String, Violations> profiles(Subject subject) {
        Map<String, Violations> found = new LinkedHashMap<>();
        PROFILES.forEach((name, profile) -> {
            var violations = profile.checkOntology(subject.ontology()).getViolations();
            found.put(name, new Violations(violations.size(), (int) violations.stream()
                    .filter(violation -> !violation.getClass().getSimpleName().contains("Undeclared"))
                    .count()));
        });
        return found;
    }

    private static double withInverse(Subject subject, List<OWLProperty> properties) {
        Set<IRI> paired = new HashSet<>();
        subject.ontology()
                .axioms(AxiomType.INVERSE_OBJECT_PROPERTIES, Imports.INCLUDED)
                .forEach(axiom -> axiom.objectPropertiesInSignature().forEach(one -> paired.add(one.getIRI())));
        return share(
                properties.stream().filter(OWLEntity::isOWLObjectProperty).toList(),
                property -> paired.contains(property.getIRI()));
    }

    private static <T> double share(Collection<T> all, Predicate<? super T> has) {
        return all.isEmpty() ? 0 : all.stream().filter(has).count() / (double) all.size();
    }
}
