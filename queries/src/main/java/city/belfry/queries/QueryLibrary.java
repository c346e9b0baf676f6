package city.belfry.queries;

import city.belfry.ontology.BelfryException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.jena.query.Query;
import org.apache.jena.query.QueryFactory;
import org.apache.jena.query.QueryParseException;
import org.apache.jena.query.Syntax;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.core.VarExprList;

/// All named queries, by name. A folder with a `query.rq` is a query; nothing else has to be told about it.
///
/// A hub has a folder of its own beside those that come with Belfry, into which its stewards save queries. Thread-safe:
/// a reader sees the queries before a change or after it.
public final class QueryLibrary {
    private static final String CLASS_PATH_FOLDER = "belfry/queries";
    private static final String FILE = "query.rq";

    /// Queries that a hub keeps beside those of Belfry.
    public static final int SAVED_MAX = 500;
    /// Length of a saved query with its head; characters.
    public static final int TEXT_LENGTH_MAX = 64 << 10;

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+){0,11}");
    private static final int NAME_LENGTH_MAX = 64;

    private final Set<String> ofBelfry;
    private final Optional<Path> own;
    private final Consumer<Query> check;
    private final List<BelfryException> faults = new ArrayList<>();
    private final AtomicLong changes = new AtomicLong();
    private volatile SortedMap<String, NamedQuery> queries;

    private QueryLibrary(SortedMap<String, NamedQuery> queries, Optional<Path> own, Consumer<Query> check) {
        this.ofBelfry = Set.copyOf(queries.keySet());
        this.own = own;
        this.check = check;
        this.queries = Collections.unmodifiableSortedMap(queries);
    }

    /// The queries that come with Belfry.
    public static QueryLibrary load() {
        return new QueryLibrary(ofBelfry(), Optional.empty(), query -> {});
    }

    /// The queries that come with Belfry and those saved in a hub's own folder. A saved query that cannot be read is
    /// left out and told by [#faults].
    ///
    /// @param check throws when a saved query may not be run
    public static QueryLibrary with(Path own, Consumer<Query> check) {
        QueryLibrary library = new QueryLibrary(ofBelfry(), Optional.of(own), check);
        library.readOwn(own);
        return library;
    }

    private static SortedMap<String, NamedQuery> ofBelfry() {
        SortedMap<String, NamedQuery> queries = new TreeMap<>();
        try {
            for (URL folder :
                    Collections.list(QueryLibrary.class.getClassLoader().getResources(CLASS_PATH_FOLDER))) {
                readFrom(folder.toURI(), queries);
            }
        } catch (IOException | URISyntaxException e) {
            throw new QueryException(
                    QueryException.Code.QUERY_UNREADABLE, "The query library on the class path cannot be read", e);
        }
        return queries;
    }

    /// The queries of one folder.
    public static QueryLibrary of(Path folder) {
        SortedMap<String, NamedQuery> queries = new TreeMap<>();
        try {
            readFolder(folder, queries);
        } catch (IOException e) {
            throw new QueryException(
                    QueryException.Code.QUERY_UNREADABLE, "The query library " + folder + " cannot be read", e);
        }
        return new QueryLibrary(queries, Optional.empty(), query -> {});
    }

    public Collection<NamedQuery> all() {
        return queries.values();
    }

    public boolean has(String name) {
        return queries.containsKey(name);
    }

    public NamedQuery query(String name) {
        NamedQuery query = queries.get(name);
        if (query == null) {
            throw new QueryException(
                    QueryException.Code.QUERY_UNKNOWN,
                    "There is no query '" + name + "'. The list is at /api/v1/queries.");
        }
        return query;
    }

    /// Whether a query comes with Belfry, so that nobody can change it here.
    public boolean isOfBelfry(String name) {
        return ofBelfry.contains(name);
    }

    /// Counts the changes since the start: what was made from the library is stale when it differs.
    public long changes() {
        return changes.get();
    }

    /// What is wrong with files of the hub's own folder, as they were when it was read.
    public List<BelfryException> faults() {
        return List.copyOf(faults);
    }

    /// Keeps a query under a name, in place of one that was saved under it before. It is read as every file of the
    /// library is, and stands on the disk when this returns.
    ///
    /// @param text the file: head and SPARQL
    public synchronized NamedQuery save(String name, String text) {
        Path folder = folderFor(name);
        if (text.length() > TEXT_LENGTH_MAX) {
            throw new QueryException(
                    QueryException.Code.QUERY_UNREADABLE,
                    "The query has " + text.length() + " characters; at most " + TEXT_LENGTH_MAX + " are kept.");
        }
        if (!queries.containsKey(name) && queries.size() - ofBelfry.size() >= SAVED_MAX) {
            throw new QueryException(
                    QueryException.Code.LIBRARY_FULL,
                    "This hub keeps " + SAVED_MAX + " queries of its own; remove one to save another.");
        }
        NamedQuery query = read(name, text);
        check.accept(query.query());
        try {
            Files.createDirectories(folder);
            Path written = Files.createTempFile(folder, FILE, ".new");
            Files.writeString(written, text);
            Files.move(
                    written, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw notWritten(name, e);
        }
        change(name, Optional.of(query));
        return query;
    }

    /// Forgets a saved query.
    public synchronized void remove(String name) {
        Path folder = folderFor(name);
        query(name);
        try {
            Files.deleteIfExists(folder.resolve(FILE));
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw notWritten(name, e);
        }
        change(name, Optional.empty());
    }

    private Path folderFor(String name) {
        if (name.length() > NAME_LENGTH_MAX || !NAME.matcher(name).matches()) {
            throw new QueryException(
                    QueryException.Code.NAME_INVALID,
                    "'" + name + "' is no name of a query; expected small letters, digits and single hyphens, such as "
                            + "trees-by-street.");
        }
        if (isOfBelfry(name)) {
            throw new QueryException(
                    QueryException.Code.NAME_TAKEN,
                    "'" + name + "' comes with Belfry and stays as it is; choose another name.");
        }
        return own.orElseThrow(() -> new QueryException(
                        QueryException.Code.NAME_INVALID, "This library has no folder to save queries in."))
                .resolve(name);
    }

    private static QueryException notWritten(String name, IOException cause) {
        return new QueryException(
                QueryException.Code.QUERY_NOT_WRITTEN, "The file of query '" + name + "' cannot be written", cause);
    }

    private void change(String name, Optional<NamedQuery> query) {
        SortedMap<String, NamedQuery> changed = new TreeMap<>(queries);
        query.ifPresentOrElse(saved -> changed.put(name, saved), () -> changed.remove(name));
        queries = Collections.unmodifiableSortedMap(changed);
        changes.incrementAndGet();
    }

    private void readOwn(Path folder) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        SortedMap<String, NamedQuery> all = new TreeMap<>(queries);
        try (var folders = Files.list(folder)) {
            for (Path file : folders.sorted()
                    .map(each -> each.resolve(FILE))
                    .filter(Files::isRegularFile)
                    .toList()) {
                try {
                    NamedQuery query = read(file);
                    folderFor(query.name());
                    check.accept(query.query());
                    all.put(query.name(), query);
                } catch (BelfryException fault) {
                    faults.add(fault);
                }
            }
        } catch (IOException e) {
            throw new QueryException(
                    QueryException.Code.QUERY_UNREADABLE, "The saved queries in " + folder + " cannot be read", e);
        }
        queries = Collections.unmodifiableSortedMap(all);
    }

    private static void readFrom(URI folder, Map<String, NamedQuery> queries) throws IOException {
        if (folder.getScheme().equals("jar")) {
            try (FileSystem jar = FileSystems.newFileSystem(folder, Map.of())) {
                readFolder(jar.getPath(CLASS_PATH_FOLDER), queries);
            }
        } else {
            readFolder(Path.of(folder), queries);
        }
    }

    private static void readFolder(Path folder, Map<String, NamedQuery> queries) throws IOException {
        try (var folders = Files.list(folder)) {
            for (Path query : folders.map(each -> each.resolve(FILE))
                    .filter(Files::exists)
                    .toList()) {
                NamedQuery read = read(query);
                queries.put(read.name(), read);
            }
        }
    }

    private static NamedQuery read(Path file) throws IOException {
        return read(String.valueOf(file.getName(file.getNameCount() - 2)).replace("/", ""), Files.readString(file));
    }

    private static NamedQuery read(String name, String text) {
        String shown = name + "/" + FILE;
        QueryHeader header = QueryHeader.read(shown, text);
        Query query = parse(shown, text);
        for (Parameter parameter : header.parameters) {
            if (projects(query, parameter)) {
                throw new QueryException(
                        QueryException.Code.QUERY_UNREADABLE,
                        shown + ": parameter '" + parameter.name() + "' stands in the SELECT clause; "
                                + "expected another variable there, bound with BIND.");
            }
        }
        return new NamedQuery(
                name,
                header.titles,
                header.descriptions,
                header.parameters,
                header.examples,
                header.needs,
                text,
                query);
    }

    private static boolean projects(Query query, Parameter parameter) {
        VarExprList project = query.getProject();
        return query.isSelectType() && project.contains(Var.alloc(parameter.name()));
    }

    private static Query parse(String file, String text) {
        try {
            return QueryFactory.create(text, Syntax.syntaxSPARQL_11);
        } catch (QueryParseException e) {
            throw new QueryException(
                    QueryException.Code.QUERY_UNREADABLE, file + " line " + e.getLine() + ": " + e.getMessage(), e);
        }
    }
}
