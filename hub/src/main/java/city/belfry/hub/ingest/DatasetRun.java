package city.belfry.hub.ingest;

import city.belfry.hub.catalogue.CatalogueIris;
import city.belfry.hub.catalogue.Coverage;
import city.belfry.hub.catalogue.Curations;
import city.belfry.hub.catalogue.DatasetRecord;
import city.belfry.hub.catalogue.FindingStatements;
import city.belfry.hub.catalogue.PublishedRun;
import city.belfry.hub.catalogue.RunAccount;
import city.belfry.hub.city.CityFile;
import city.belfry.hub.city.DatasetEntry;
import city.belfry.hub.city.Thresholds;
import city.belfry.hub.ingest.FindingsFile.Kind;
import city.belfry.hub.ingest.IngestException.Code;
import city.belfry.hub.store.CatalogueEntry;
import city.belfry.hub.store.CityStore;
import city.belfry.hub.store.Companion;
import city.belfry.hub.store.Content;
import city.belfry.hub.store.OwnerOnly;
import city.belfry.hub.store.Publication;
import city.belfry.hub.store.Published;
import city.belfry.hub.store.Visibility;
import city.belfry.mappings.Mapper;
import city.belfry.mappings.Mapping;
import city.belfry.mappings.Options;
import city.belfry.mappings.privacy.Suspect;
import city.belfry.ontology.Finding;
import city.belfry.ontology.Inferences;
import city.belfry.ontology.Severity;
import city.belfry.ontology.Shapes;
import city.belfry.ontology.ShapesReport;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.GraphUtil;
import org.apache.jena.graph.Node;
import org.apache.jena.rdfpatch.RDFChanges;
import org.apache.jena.sparql.core.DatasetGraph;

/// One execution for one dataset: source → statements → check → published version.
final class DatasetRun {
    private final CityFile city;
    private final DatasetEntry dataset;
    private final CityStore store;
    private final SourceCache cache;
    private final Clock clock;
    private final Progress progress;
    private final Order order;
    private final CatalogueIris iris;
    private final FindingLog findings;
    private final Inferences inferences;
    private final long cpuAtStart = cpuNanoseconds();

    DatasetRun(
            CityFile city,
            DatasetEntry dataset,
            CityStore store,
            SourceCache cache,
            Inferences inferences,
            Clock clock,
            Progress progress,
            Order order) {
        this.city = city;
        this.dataset = dataset;
        this.store = store;
        this.cache = cache;
        this.inferences = inferences;
        this.clock = clock;
        this.progress = progress;
        this.order = order;
        this.iris = CatalogueIris.of(city.city());
        this.findings = new FindingLog(city.limits().findings());
    }

    /// Brings the dataset up to date.
    DatasetReport run() {
        return run(Optional.empty());
    }

    /// Does all but publish.
    ///
    /// @param log told of each statement that would go or come
    DatasetReport preview(RDFChanges log) {
        return run(Optional.of(log));
    }

    private DatasetReport run(Optional<RDFChanges> dryRun) {
        Instant started = clock.instant();
        progress.step(dataset.id(), Step.FETCH);
        Recipe recipe = Recipe.of(city, dataset);
        Treatments privacy = Treatments.of(city, dataset, store.home());
        String recipeChecksum = checksum(recipe, privacy, inferences);
        Optional<Retention> retention =
                Retention.of(dataset, started, city.city().timeZone());
        boolean hasExpired = retention.isPresent() && dropExpired(retention.orElseThrow(), dryRun.isPresent());
        Snapshot source = source(recipeChecksum);
        Optional<PublishedRun> former = PublishedRun.of(store, iris, dataset.id());
        long formerVersion = store.version(iris.graph(dataset.id()));
        if (!hasExpired && former.isPresent() && isTheSame(former.orElseThrow(), source, recipeChecksum)) {
            if (dryRun.isEmpty()) {
                forgetStopped();
            }
            return report(new Outcome.Unchanged(formerVersion), 0, 0, source.bytes());
        }

        progress.step(dataset.id(), Step.MAP);
        StagedStatements staged =
                new StagedStatements(dataset.id(), city.limits().statements(), progress);
        boolean isDryRun = dryRun.isPresent();
        long records = fill(staged, recipe, privacy, source, isDryRun);

        retention.ifPresent(kept -> leaveOut(staged.graph(), kept, source));
        boolean leftOut = leaveOut(staged.graph(), privacy.erased(), source);

        progress.step(dataset.id(), Step.CHECK);
        Quarantine quarantine = new Quarantine();
        for (Shapes shapes : recipe.shapes()) {
            check(staged.graph(), shapes, quarantine);
        }
        Graph statements = staged.graph();
        boolean isNew = former.map(PublishedRun::triples).orElse(0L) == 0;
        if (statements.isEmpty() && !dataset.thresholds().mayBeEmpty()) {
            findings.add(noStatements(source, records));
        }
        if (statements.isEmpty() && !isNew && !dataset.thresholds().mayBeEmpty()) {
            writeUnpublished(findings, source, isDryRun);
            throw new IngestException(
                    Code.NOTHING_LEFT,
                    "dataset '" + dataset.id() + "' would become empty: " + records + " records were read and "
                            + findings.count() + " findings made. The former version stays; see "
                            + findingsFile(isDryRun ? Kind.DRY_RUN : Kind.STOPPED) + ".");
        }

        progress.step(dataset.id(), Step.PUBLISH);
        Optional<IngestException> obstacle =
                obstacle(records, quarantine.count(), statements.size(), former.map(PublishedRun::triples));
        if (obstacle.isPresent() && !isDryRun && !order.anyway()) {
            writeUnpublished(findings, source, false);
            return report(new Outcome.Failed(obstacle.orElseThrow()), records, quarantine.count(), source.bytes());
        }
        Outcome outcome = dryRun.isPresent()
                ? preview(
                        statements,
                        dryRun.orElseThrow(),
                        new Preview(Checksum.PREFIX + source.checksum(), recipeChecksum),
                        obstacle)
                : publish(statements, quarantine, recipeChecksum, source, former, started, records);
        if (leftOut && !isDryRun) {
            SourceCache.forget(store.home(), source.checksum());
        }
        writeFindings(findings, isDryRun ? Kind.DRY_RUN : Kind.PUBLISHED);
        if (!isDryRun) {
            forgetStopped();
        }
        return report(outcome, records, quarantine.count(), source.bytes());
    }

    private Outcome preview(Graph statements, RDFChanges log, Preview of, Optional<IngestException> obstacle) {
        Published would = store.preview(visibility(), iris.graph(dataset.id()), Content.of(statements), log);
        return new Outcome.Previewed(would.version(), would.triples(), would.added(), would.removed(), of, obstacle);
    }

    /// The source as it is now, or as a dry run has seen it.
    private Snapshot source(String recipeChecksum) {
        if (order.preview().isEmpty()) {
            return cache.take(city, dataset);
        }
        Preview preview = order.preview().orElseThrow();
        return Optional.of(preview)
                .filter(seen -> seen.recipeChecksum().equals(recipeChecksum))
                .flatMap(seen -> cache.kept(seen.inputChecksum().substring(Checksum.PREFIX.length()), dataset.source()))
                .orElseThrow(() -> new IngestException(
                        Code.PREVIEW_OUTDATED,
                        "dataset '" + dataset.id() + "': its mapping, its shapes or its entry have changed since the"
                                + " dry run, or the source was dropped from the cache. Make another dry run and look at"
                                + " it."));
    }

    /// Why what was made should wait for a steward.
    private Optional<IngestException> obstacle(long records, long quarantined, long triples, Optional<Long> former) {
        Thresholds thresholds = dataset.thresholds();
        long before = former.orElse(0L);
        if (triples == 0 && before == 0 && !thresholds.mayBeEmpty()) {
            return Optional.of(new IngestException(
                    Code.NOTHING_MADE,
                    "dataset '" + dataset.id() + "': no statement was made of " + records
                            + " records, and nothing was published. Check that the iterator and the references of the"
                            + " mapping are those of the source and that the source is no empty or other file; if it may"
                            + " be empty, write thresholds: {mayBeEmpty: true}."));
        }
        if (thresholds.quarantined().isPresent()
                && thresholds.quarantined().orElseThrow().isPassedBy(quarantined, records)) {
            return Optional.of(new IngestException(
                    Code.TOO_MANY_QUARANTINED,
                    "dataset '" + dataset.id() + "': " + quarantined + " of " + records + " records break a rule, and "
                            + thresholds.quarantined().orElseThrow()
                            + " may (thresholds.quarantined). The former version stays. Look at the findings; correct"
                            + " the source, or publish it anyway."));
        }
        if (thresholds.shrink().isPresent()
                && triples < before
                && thresholds.shrink().orElseThrow().isPassedBy(before - triples, before)) {
            return Optional.of(new IngestException(
                    Code.TOO_MUCH_GONE,
                    "dataset '" + dataset.id() + "' would shrink from " + before + " to " + triples
                            + " statements, by more than " + thresholds.shrink().orElseThrow()
                            + " (thresholds.shrink). The former version stays. Check that the source is whole, or"
                            + " publish it anyway."));
        }
        return Optional.empty();
    }

    /// What is published and has become too old goes at once, whatever becomes of this run, and with it what is kept of
    /// it in former versions; in a dry run it stays. Returns whether there was anything.
    private boolean dropExpired(Retention retention, boolean isDryRun) {
        Node graph = iris.graph(dataset.id());
        if (store.version(graph) == 0) {
            return false;
        }
        DatasetGraph database =
                store.database(store.version(Visibility.OPEN, graph) > 0 ? Visibility.OPEN : Visibility.RESTRICTED);
        Set<Node> expired = database.calculateRead(
                () -> retention.look(database.getGraph(graph)).expired());
        if (!isDryRun) {
            store.expire(graph, expired::contains, retention.limit(), inferences);
        }
        return !expired.isEmpty();
    }

    /// Takes out what is too old to be kept.
    private void leaveOut(Graph statements, Retention retention, Snapshot source) {
        Retention.Look look = retention.look(statements);
        if (look.dated() == 0 && !statements.isEmpty()) {
            findings.add(new Finding(
                    "RETENTION_UNTOLD",
                    Severity.WARNING,
                    Finding.Place.of(source.origin()),
                    "",
                    "Things are kept for " + retention.period() + ", and none of them has a time that tells how old it"
                            + " is.",
                    "Map the time at which each was made, for example to dcterms:created or belfry:submittedOn."));
        }
        if (!look.expired().isEmpty()) {
            Retention.takeOut(statements, look.expired());
            findings.add(new Finding(
                    "RETENTION_PASSED",
                    Severity.INFO,
                    Finding.Place.of(source.origin()),
                    "",
                    look.expired().size() + " things older than " + retention.period() + " were left out.",
                    "Nothing has to be done; the publisher of the source may be told that it keeps them for longer."));
        }
    }

    /// Takes out what is said of people who were erased, also in what is told of the source; returns whether there was
    /// anything.
    private boolean leaveOut(Graph statements, Suppression erased, Snapshot source) {
        long count = erased.takeOut(statements);
        boolean isQuoted = !erased.isEmpty() && findings.withhold(erased.people());
        if (count > 0) {
            findings.add(new Finding(
                    "ERASED_LEFT_OUT",
                    Severity.INFO,
                    Finding.Place.of(source.origin()),
                    "",
                    count + " statements about people who were erased on request were left out.",
                    "Ask the publisher of the source to erase them there."));
        }
        return count > 0 || isQuoted;
    }

    /// What tells a steward of a run without a statement where to look.
    private Finding noStatements(Snapshot source, long records) {
        return new Finding(
                "NO_STATEMENTS",
                Severity.VIOLATION,
                Finding.Place.of(source.origin()),
                "",
                "No statement was made of " + records + " records; expected one at least.",
                records == 0
                        ? "Compare the iterator and the file names of the mapping with the source, or look whether the"
                                + " source is empty."
                        : "Compare the references of the mapping with the fields of the source; other findings say what"
                                + " else is wrong with the records.");
    }

    private static boolean isTheSame(PublishedRun former, Snapshot source, String recipeChecksum) {
        return former.inputChecksum().equals(Checksum.PREFIX + source.checksum())
                && former.recipeChecksum().equals(recipeChecksum);
    }

    /// Of all but the source that decides what is published: another ontology may infer something else.
    static String checksum(Recipe recipe, Treatments privacy, Inferences inferences) {
        return Checksum.PREFIX
                + new Checksum()
                        .add(recipe.checksum())
                        .add(privacy.mark())
                        .add(inferences.rules())
                        .hex();
    }

    /// Makes the statements; returns how many records were read.
    private long fill(StagedStatements staged, Recipe recipe, Treatments privacy, Snapshot source, boolean isDryRun) {
        return switch (recipe.way()) {
            case Recipe.Way.AsRdf(var format) -> {
                TreatedStatements treated = new TreatedStatements(staged, source.origin(), privacy.rules());
                long files = new RdfSource(
                                format,
                                city.city().baseIri(),
                                findings::add,
                                privacy.rules().isEmpty())
                        .sendTo(treated, source);
                staged.finish();
                refuse(treated.undeclared(), isDryRun);
                yield files;
            }
            case Recipe.Way.ByMapping(var mapping) -> {
                Mapper mapper = mapper(mapping, source, privacy);
                refuse(mapper.undeclared(), isDryRun);
                // The staged graph drops what is said twice, so the mapper need not.
                var report = mapper.run(staged, findings::keep);
                findings.count(report.findings());
                yield report.records();
            }
        };
    }

    private Mapper mapper(Mapping mapping, Snapshot source, Treatments privacy) {
        return mapper(city, mapping, source, privacy);
    }

    static Mapper mapper(CityFile city, Mapping mapping, Snapshot source, Treatments privacy) {
        return new Mapper(
                mapping,
                source.root(),
                city.city().baseIri() + "/id/",
                Options.standard().withDistinct(false).withWellTyped(true).withTreatments(privacy.rules()));
    }

    /// Ends the run when the feed holds what looks like personal data and nobody said what becomes of it.
    private void refuse(List<Suspect> suspects, boolean isDryRun) {
        if (suspects.isEmpty()) {
            return;
        }
        // A log of its own: what was found so far may quote what must not be kept.
        FindingLog refused = new FindingLog(city.limits().findings());
        suspects.forEach(suspect -> refused.add(Undeclared.finding(suspect)));
        if (!isDryRun) {
            // Without a note of the source, so that no page shows a record of it.
            forgetStopped();
        }
        writeFindings(refused, isDryRun ? Kind.DRY_RUN : Kind.STOPPED);
        throw Undeclared.refusal(dataset.id(), suspects);
    }

    private void check(Graph statements, Shapes shapes, Quarantine quarantine) {
        ShapesReport report = shapes.check(
                statements, dataset.id(), Locale.forLanguageTag(city.city().language()));
        report.findings().forEach(findings::keep);
        findings.count(new TreeMap<>(report.countByCode()));
        quarantine.take(statements, report.violating());
    }

    /// What cannot be published goes first: a run that is killed between the two is made again, and writes it again.
    private Outcome publish(
            Graph statements,
            Quarantine quarantine,
            String recipeChecksum,
            Snapshot source,
            Optional<PublishedRun> former,
            Instant started,
            long records) {
        long version = store.version(iris.graph(dataset.id())) + 1;
        Graph kept = FindingStatements.of(iris.run(dataset.id(), version), findings.kept());
        GraphUtil.addInto(kept, quarantine.statements());
        store.replace(Visibility.RESTRICTED, iris.quarantine(dataset.id()), Content.of(kept));
        Instant ended = clock.instant();
        RunAccount account = new RunAccount(
                version,
                started,
                ended,
                Checksum.PREFIX + source.checksum(),
                recipeChecksum,
                source.bytes(),
                records,
                statements.size(),
                findings.count(),
                quarantine.count(),
                cpu());
        CatalogueEntry generated = new DatasetRecord(city)
                .entry(dataset, account, former.map(PublishedRun::issued).orElse(ended), Coverage.of(statements));
        Curations curations = new Curations(store, iris, clock);
        curations.remember(dataset.id(), generated);
        Published published = store.publish(new Publication(
                dataset.id(),
                iris.graph(dataset.id()),
                visibility(),
                Content.of(statements),
                new Companion(iris.inferred(dataset.id()), sink -> inferences.forEach(statements, sink::triple)),
                curations.settled(dataset.id(), generated)));
        return new Outcome.Published(published.version(), published.triples(), published.added(), published.removed());
    }

    private Visibility visibility() {
        return switch (dataset.visibility()) {
            case PUBLIC -> Visibility.OPEN;
            case RESTRICTED, PRIVATE -> Visibility.RESTRICTED;
        };
    }

    private interface Writing {
        void write() throws IOException;
    }

    private void writeFindings(FindingLog log, Kind kind) {
        Path file = findingsFile(kind);
        inHome(file, () -> FindingsFile.write(file, log.kept()));
    }

    /// Of a run that publishes nothing: those of what is published stay.
    private void writeUnpublished(FindingLog log, Snapshot source, boolean isDryRun) {
        if (!isDryRun) {
            inHome(
                    findingsFile(Kind.STOPPED),
                    () -> FindingsFile.noteStopped(store.home(), dataset.id(), Checksum.PREFIX + source.checksum()));
        }
        writeFindings(log, isDryRun ? Kind.DRY_RUN : Kind.STOPPED);
    }

    private void forgetStopped() {
        inHome(findingsFile(Kind.STOPPED), () -> FindingsFile.forgetStopped(store.home(), dataset.id()));
    }

    private static void inHome(Path file, Writing writing) {
        try {
            OwnerOnly.folderOf(file);
            writing.write();
        } catch (IOException e) {
            throw new IngestException(Code.HOME_UNWRITABLE, file + " cannot be written: " + e.getMessage() + ".", e);
        }
    }

    private Path findingsFile(Kind kind) {
        return FindingsFile.of(store.home(), dataset.id(), kind);
    }

    DatasetReport report(Outcome outcome, long records, long quarantined, long inputBytes) {
        return new DatasetReport(
                dataset.id(),
                outcome,
                records,
                quarantined,
                findings.violations(),
                findings.countByCode(),
                findings.countBySeverity(),
                cpu(),
                inputBytes);
    }

    private Duration cpu() {
        return Duration.ofNanos(cpuNanoseconds() - cpuAtStart);
    }

    /// Of this thread: a run does its work in one, and other work of the hub is not its cost.
    private static long cpuNanoseconds() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
