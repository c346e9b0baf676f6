package city.belfry.hub.ingest;

import city.belfry.hub.catalogue.CatalogueIris;
import city.belfry.hub.catalogue.Coverage;
import city.belfry.hub.catalogue.Curations;
import city.belfry.hub.catalogue.DatasetRecord;
import city.belfry.hub.catalogue.PublishedRun;
import city.belfry.hub.catalogue.Restoration;
import city.belfry.hub.city.CityFile;
import city.belfry.hub.city.DatasetEntry;
import city.belfry.hub.city.PrivacyRule;
import city.belfry.hub.city.PrivacyTreatment;
import city.belfry.hub.ingest.IngestException.Code;
import city.belfry.hub.store.CatalogueEntry;
import city.belfry.hub.store.CityStore;
import city.belfry.hub.store.Erased;
import city.belfry.hub.store.Visibility;
import city.belfry.mappings.privacy.Treatment;
import city.belfry.ontology.City;
import city.belfry.ontology.Finding;
import city.belfry.ontology.Inferences;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.core.DatasetGraph;

/// Erases a person on request (GDPR Art. 17): from the graphs that are published and those that are not, from what is
/// kept of their former versions, from the copies of the sources, from findings and runs; remembers them by a keyed
/// hash so that no later run brings them back; and says what it could not reach.
///
/// Works on a home that no hub holds. Not thread-safe.
public final class Erasure {
    /// Shorter names would take half of the city with them.
    private static final int LETTERS_MIN = 4;

    private static final Pattern IRI = Pattern.compile("(?:https?|urn):\\S+", Pattern.CASE_INSENSITIVE);
    private static final Pattern SCHEME = Pattern.compile("^(?:mailto|tel):", Pattern.CASE_INSENSITIVE);
    private static final Pattern PSEUDONYM_AT_THE_END = Pattern.compile("([0-9a-f]{32})$");
    /// Folders whose files are looked through one kind at a time.
    private static final Set<String> KNOWN_FOLDERS =
            Set.of("open", "restricted", "cache", "versions", "findings", "runs", "audit", "keys", "erased");

    private final CityFile city;
    private final CityStore store;
    private final Clock clock;
    private final CatalogueIris iris;

    public Erasure(CityFile city, CityStore store, Clock clock) {
        this.city = city;
        this.store = store;
        this.clock = clock;
        this.iris = CatalogueIris.of(city.city());
    }

    /// What was done, or what would be.
    ///
    /// @param unreached what still has, or may have, something of the person, with what to do about it
    public record Receipt(List<Place> places, List<String> unreached) {
        public long statements() {
            return places.stream()
                    .filter(place -> place.kind() == Kind.GRAPH)
                    .mapToLong(Place::count)
                    .sum();
        }
    }

    /// One place and how much was there.
    public record Place(Kind kind, String where, long count) {}

    public enum Kind {
        /// Statements of a graph.
        GRAPH,
        /// Statements in the changes between the versions of a graph.
        VERSIONS,
        /// Changes that could not be read and were forgotten whole.
        FORGOTTEN_VERSIONS,
        /// Copies of sources.
        CACHE,
        /// Findings of a run.
        FINDINGS,
        /// Files about former runs.
        RUNS
    }

    /// Refuses what is too short to mean one person.
    public void require(String person) {
        var _ = names(person);
    }

    /// Looks everywhere and changes nothing.
    public Receipt find(String person) {
        Names names = names(person);
        List<Erased> found = new ArrayList<>();
        for (Visibility visibility : Visibility.values()) {
            found.addAll(store.findPerson(visibility, names.terms()::names));
        }
        List<Place> places = places(found);
        Set<String> copies = copies(names, found);
        add(places, Kind.CACHE, "cache", copies.size());
        findings(names, false).forEach((file, count) -> add(places, Kind.FINDINGS, file, count));
        add(places, Kind.RUNS, "runs", runs(names).size());
        return new Receipt(List.copyOf(places), unreached(names, found));
    }

    /// Erases. The person is suppressed first: whatever happens after that, no run brings them back.
    public Receipt erase(String person) {
        Names names = names(person);
        Suppression.of(city, store.home()).add(names.all());
        List<Erased> erased = new ArrayList<>();
        Inferences inferences = Inferences.ofOntology();
        for (Visibility visibility : Visibility.values()) {
            erased.addAll(inDatabase(visibility, names, inferences));
        }
        List<Place> places = places(erased);
        Set<String> copies = copies(names, erased);
        copies.forEach(checksum -> SourceCache.forget(store.home(), checksum));
        add(places, Kind.CACHE, "cache", copies.size());
        findings(names, true).forEach((file, count) -> add(places, Kind.FINDINGS, file, count));
        List<Path> runs = runs(names);
        runs.forEach(Erasure::delete);
        add(places, Kind.RUNS, "runs", runs.size());
        List<String> unreached = unreached(names, erased);
        unreached.addAll(0, stillThere(names));
        return new Receipt(List.copyOf(places), List.copyOf(unreached));
    }

    /// What somebody is called, in the forms in which statements may have it.
    ///
    /// @param given as the person is named by who asks
    /// @param all the forms
    private record Names(String given, Set<String> all) {
        PersonTerms terms() {
            return new PersonTerms(
                    all.stream()
                            .map(name -> Math.max(1, PersonTerms.wordsOf(name).size()))
                            .collect(Collectors.toSet()),
                    all::contains);
        }

        HomeFiles files() {
            Set<String> texts = new LinkedHashSet<>(all);
            texts.add(given);
            return new HomeFiles(texts);
        }
    }

    private Names names(String person) {
        String given = person.strip();
        Set<String> all = new LinkedHashSet<>();
        if (IRI.matcher(given).matches()) {
            all.add(given);
            Matcher pseudonym = PSEUDONYM_AT_THE_END.matcher(given);
            if (pseudonym.find()) {
                all.add(pseudonym.group(1));
            }
            return new Names(given, all);
        }
        given = SCHEME.matcher(given).replaceFirst("");
        String form = PersonTerms.form(given);
        if (form.replace(" ", "").length() < LETTERS_MIN) {
            throw new IngestException(
                    Code.PERSON_UNCLEAR,
                    "'" + person + "' is too short to mean one person. Name them by an address, by their whole name, by"
                            + " their pseudonym or by the IRI that the hub has for them.");
        }
        all.add(form);
        all.add(form.replace(' ', '-'));
        for (String purpose : purposes()) {
            Treatment pseudonym = new Treatment(
                    "", new Treatment.Action.Pseudonym(new PseudonymKeys(city, store.home()).of(purpose)));
            for (String spelling : List.of(given, given.toLowerCase(Locale.ROOT))) {
                pseudonym.of(spelling).ifPresent(all::add);
            }
        }
        return new Names(given, all);
    }

    private Set<String> purposes() {
        Set<String> purposes = new TreeSet<>();
        for (DatasetEntry dataset : city.datasets()) {
            for (PrivacyRule rule : dataset.privacyRules()) {
                if (rule.treatment() == PrivacyTreatment.PSEUDONYM) {
                    rule.purpose().ifPresent(purposes::add);
                }
            }
        }
        return purposes;
    }

    private List<Erased> inDatabase(Visibility visibility, Names names, Inferences inferences) {
        Instant started = clock.instant();
        if (store.findPerson(visibility, names.terms()::names).isEmpty()) {
            return List.of();
        }
        Map<Node, DatasetEntry> datasets = city.datasets().stream()
                .collect(Collectors.toMap(dataset -> iris.graph(dataset.id()), Function.identity()));
        Map<String, PublishedRun> runs = new HashMap<>();
        for (DatasetEntry dataset : city.datasets()) {
            PublishedRun.of(store, iris, dataset.id()).ifPresent(run -> runs.put(dataset.id(), run));
        }
        DatasetRecord record = new DatasetRecord(city);
        Curations curations = new Curations(store, iris, clock);
        Map<String, CatalogueEntry> described = new HashMap<>();
        List<Erased> erased = store.erasePerson(visibility, names.terms()::names, inferences, one -> {
            DatasetEntry dataset = datasets.get(one.graph());
            if (dataset == null || !runs.containsKey(dataset.id())) {
                return Optional.empty();
            }
            CatalogueEntry entry = record.restored(
                    dataset,
                    new Restoration(one.version(), one.version() - 1, one.triples(), started, clock.instant()),
                    runs.get(dataset.id()),
                    Coverage.of(store.database(visibility).getGraph(one.graph())));
            described.put(dataset.id(), entry);
            return Optional.of(curations.settled(dataset.id(), entry));
        });
        // A transaction cannot begin another one.
        described.forEach(curations::remember);
        return erased;
    }

    private List<Place> places(List<Erased> erased) {
        List<Place> places = new ArrayList<>();
        for (Erased one : erased) {
            String where = one.visibility().name().toLowerCase(Locale.ROOT) + " " + path(one.graph());
            add(places, Kind.GRAPH, where, one.statements());
            add(places, Kind.VERSIONS, where, one.former());
            add(places, Kind.FORGOTTEN_VERSIONS, where, one.forgotten());
        }
        return places;
    }

    /// A graph without the base of the city's IRIs, and without what might name a person in it.
    private String path(Node graph) {
        String name = graph.toString();
        return name.startsWith(iris.base()) ? name.substring(iris.base().length()) : name;
    }

    private static void add(List<Place> places, Kind kind, String where, long count) {
        if (count > 0) {
            places.add(new Place(kind, where, count));
        }
    }

    /// Checksums of the copies that hold the person, and of all that a dataset was made of in which they were: what a
    /// pseudonym was made of cannot be looked for.
    private Set<String> copies(Names names, List<Erased> erased) {
        Path folder = SourceCache.content(store.home());
        HomeFiles files = names.files();
        Set<String> inputs = new TreeSet<>();
        for (String dataset : datasets(erased)) {
            inputs.addAll(inputs(dataset));
        }
        Set<String> copies = new TreeSet<>();
        for (Path file : HomeFiles.below(folder)) {
            String checksum = folder.relativize(file).getName(0).toString();
            if (!copies.contains(checksum) && (inputs.contains(checksum) || files.isIn(file))) {
                copies.add(checksum);
            }
        }
        return copies;
    }

    private Set<String> datasets(List<Erased> erased) {
        Set<Node> graphs = erased.stream().map(Erased::graph).collect(Collectors.toSet());
        Set<String> datasets = new TreeSet<>();
        for (DatasetEntry dataset : city.datasets()) {
            if (graphs.contains(iris.graph(dataset.id())) || graphs.contains(iris.quarantine(dataset.id()))) {
                datasets.add(dataset.id());
            }
        }
        return datasets;
    }

    private Set<String> inputs(String dataset) {
        Set<String> checksums = new TreeSet<>();
        for (Visibility visibility : Visibility.values()) {
            DatasetGraph database = store.database(visibility);
            database.executeRead(() -> database.find(
                            iris.graph("catalogue"), Node.ANY, City.ofDataset, iris.dataset(dataset))
                    .forEachRemaining(run -> database.find(
                                    iris.graph("catalogue"), run.getSubject(), City.inputChecksum, Node.ANY)
                            .forEachRemaining(input -> checksums.add(input.getObject()
                                    .getLiteralLexicalForm()
                                    .replaceFirst("^" + Checksum.PREFIX, "")))));
        }
        return checksums;
    }

    /// How many findings of each file tell of the person.
    private Map<String, Long> findings(Names names, boolean isErased) {
        Map<String, Long> counts = new HashMap<>();
        for (DatasetEntry dataset : city.datasets()) {
            for (FindingsFile.Kind kind : FindingsFile.Kind.values()) {
                List<Finding> all = FindingsFile.read(store.home(), dataset.id(), kind);
                List<Finding> kept = all.stream()
                        .filter(finding -> !isAbout(finding, names.terms()))
                        .toList();
                if (kept.size() < all.size()) {
                    Path file = FindingsFile.of(store.home(), dataset.id(), kind);
                    counts.put("findings/" + file.getFileName(), (long) all.size() - kept.size());
                    if (isErased) {
                        rewrite(file, kept);
                    }
                }
            }
        }
        return counts;
    }

    static boolean isAbout(Finding finding, PersonTerms person) {
        return FindingsFile.cells(finding).stream().anyMatch(person::namesText);
    }

    private static void rewrite(Path file, List<Finding> kept) {
        try {
            FindingsFile.write(file, kept);
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    private List<Path> runs(Names names) {
        HomeFiles files = names.files();
        return HomeFiles.below(store.home().resolve("runs")).stream()
                .filter(files::isIn)
                .toList();
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    private static IngestException unwritable(Path file, IOException e) {
        return new IngestException(
                Code.HOME_UNWRITABLE,
                file + " cannot be written: " + e.getMessage()
                        + ". The person is suppressed, but not erased everywhere: check rights and space, and erase again.",
                e);
    }

    /// The proof: where the bytes of a name still stand after all.
    private List<String> stillThere(Names names) {
        HomeFiles files = names.files();
        List<String> places = new ArrayList<>();
        for (String folder : new TreeSet<>(KNOWN_FOLDERS)) {
            for (Path file : HomeFiles.below(store.home().resolve(folder))) {
                if (files.isIn(file)) {
                    places.add(store.home().relativize(file) + ": still has the name in its bytes; look into it.");
                }
            }
        }
        return places;
    }

    private List<String> unreached(Names names, List<Erased> erased) {
        List<String> unreached = new ArrayList<>();
        HomeFiles files = names.files();
        for (Path file : HomeFiles.below(store.home())) {
            Path inHome = store.home().relativize(file);
            if (!KNOWN_FOLDERS.contains(inHome.getName(0).toString()) && files.isIn(file)) {
                unreached.add(inHome + ": written by people; it names them, so look into it.");
            }
        }
        for (String id : datasets(erased)) {
            unreached.add("the source of '" + id + "', " + city.dataset(id).source()
                    + ": ask its publisher; until then each run leaves the person out.");
        }
        unreached.add("backups of this home: erase there too, or keep them no longer than you must.");
        unreached.add("whoever has fetched the data: other cities, portals, files that were downloaded.");
        return unreached;
    }
}
