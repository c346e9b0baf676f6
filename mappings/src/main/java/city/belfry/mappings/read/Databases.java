package city.belfry.mappings.read;

import city.belfry.mappings.MappingException;
import city.belfry.mappings.MappingException.Code;
import city.belfry.mappings.Secret;
import city.belfry.mappings.rml.Access;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Opens databases by JDBC: PostgreSQL, MariaDB and MySQL on the hosts that the run may reach, SQLite and H2 files
/// under its source root.
///
/// A JDBC address can make a driver load classes, run scripts and read files, so that only known kinds of address and
/// known parameters are taken.
final class Databases {
    /// Standard SQL: double quotes delimit identifiers, CHAR keeps its length.
    private static final String MARIADB_MODES = "sql_mode=concat(@@sql_mode,',ANSI_QUOTES,PAD_CHAR_TO_FULL_LENGTH')";

    private static final String H2_ENDING = ".mv.db";
    private static final int CONNECT_SECONDS_MAX = 20;
    private static final Pattern SERVER = Pattern.compile(
            "jdbc:(postgresql|mariadb|mysql|sqlserver)://([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:]+])(?::\\d{1,5})?(?:/[A-Za-z0-9_$-]*)?([?;].*)?");
    private static final Pattern MEMORY = Pattern.compile("jdbc:h2:mem:[A-Za-z0-9_]+(;.*)?");
    private static final Pattern FILE = Pattern.compile("jdbc:(sqlite|h2):(?:file:)?([^:;?]+)([;?].*)?");
    private static final Set<String> PARAMETERS = Set.of(
            "ssl",
            "sslmode",
            "usessl",
            "encrypt",
            "databasename",
            "currentschema",
            "applicationname",
            "timezone",
            "servertimezone",
            "useunicode",
            "characterencoding",
            "mode",
            "schema",
            "database_to_upper",
            "database_to_lower",
            "case_insensitive_identifiers",
            "ifexists",
            "db_close_delay");

    private final Optional<Path> root;
    private final Set<String> hosts;

    /// @param root folder of files that may be opened; empty = none may
    /// @param hosts hosts that may be reached
    Databases(Optional<Path> root, Set<String> hosts) {
        this.root = root;
        this.hosts = hosts;
    }

    /// A connection that only reads.
    Connection open(Access.Database database) {
        Properties properties = new Properties();
        if (!database.user().isEmpty()) {
            properties.setProperty("user", database.user());
        }
        if (!database.password().isEmpty()) {
            properties.setProperty("password", Secret.of(database.password()));
        }
        String address = checked(database, properties);
        try {
            DriverManager.setLoginTimeout(CONNECT_SECONDS_MAX);
            Connection connection = DriverManager.getConnection(address, properties);
            if (!address.startsWith("jdbc:sqlite:")) {
                connection.setReadOnly(true);
            }
            // PostgreSQL sends a result in parts only inside a transaction.
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException refused) {
            if ("08001".equals(refused.getSQLState())
                    && String.valueOf(refused.getMessage()).contains("suitable driver")) {
                throw new MappingException(
                        Code.NOT_SUPPORTED,
                        "There is no driver for %s; put its jar on the class path.".formatted(database.name()),
                        refused);
            }
            throw new MappingException(
                    Code.DATABASE_UNREACHABLE,
                    "%s cannot be opened: %s. Look at address, user and password."
                            .formatted(database.name(), message(refused)),
                    refused);
        }
    }

    /// The address for the driver, or a refusal.
    private String checked(Access.Database database, Properties properties) {
        String address = database.address();
        Matcher server = SERVER.matcher(address);
        if (server.matches()) {
            checkParameters(database, server.group(3));
            checkHost(database, server.group(2));
            // MariaDB's driver speaks to MySQL too.
            if (address.startsWith("jdbc:m")) {
                properties.setProperty("sessionVariables", MARIADB_MODES);
            }
            return address.startsWith("jdbc:mysql:")
                    ? "jdbc:mariadb:" + address.substring("jdbc:mysql:".length())
                    : address;
        }
        Matcher memory = MEMORY.matcher(address);
        if (memory.matches()) {
            checkParameters(database, memory.group(1));
            checkHost(database, "mem");
            return address;
        }
        Matcher file = FILE.matcher(address);
        if (file.matches()) {
            checkParameters(database, file.group(3));
            if (file.group(1).equals("sqlite")) {
                Path path = underRoot(database, file.group(2));
                // SQLITE_OPEN_READONLY; the driver takes it before opening only.
                properties.setProperty("open_mode", "1");
                return "jdbc:sqlite:" + path;
            }
            // H2 adds the ending itself.
            String path = underRoot(database, file.group(2) + H2_ENDING).toString();
            return "jdbc:h2:file:" + path.substring(0, path.length() - H2_ENDING.length())
                    + ";IFEXISTS=TRUE;ACCESS_MODE_DATA=r" + (file.group(3) == null ? "" : file.group(3));
        }
        throw new MappingException(
                Code.NOT_SUPPORTED,
                "%s is no address of a database that is read; use jdbc:postgresql://host/name, jdbc:mariadb://host/name, jdbc:mysql://host/name, jdbc:sqlite:file or jdbc:h2:file."
                        .formatted(database.name()));
    }

    private Path underRoot(Access.Database database, String file) {
        if (root.isEmpty()) {
            throw new MappingException(
                    Code.PATH_REFUSED,
                    "%s is a database file, and the source root is no folder; unpack it there."
                            .formatted(database.name()));
        }
        try {
            Path folder = root.get().toRealPath();
            Path path = folder.resolve(file).toRealPath();
            if (!path.startsWith(folder)) {
                throw new MappingException(
                        Code.PATH_REFUSED,
                        "%s lies outside %s; a mapping reads only what lies under its source root."
                                .formatted(database.name(), folder));
            }
            return path;
        } catch (IOException missing) {
            throw new MappingException(
                    Code.SOURCE_MISSING, "There is no database file '%s' in %s.".formatted(file, root.get()), missing);
        }
    }

    private static void checkParameters(Access.Database database, @Nullable String text) {
        if (text == null) {
            return;
        }
        for (String parameter : text.substring(1).split("[&;]", -1)) {
            String name = parameter.split("=", 2)[0].toLowerCase(Locale.ROOT);
            if (!name.isEmpty() && !PARAMETERS.contains(name)) {
                throw new MappingException(
                        Code.CALL_REFUSED,
                        "The parameter '%s' may not stand in the address of %s; user and password are given by d2rq:username and d2rq:password."
                                .formatted(name, database.name()));
            }
        }
    }

    private void checkHost(Access.Database database, String host) {
        if (!hosts.contains(host.toLowerCase(Locale.ROOT))) {
            throw new MappingException(
                    Code.CALL_REFUSED,
                    "The mapping reads %s, and this run may not reach the host '%s'; name it as one that may be called."
                            .formatted(database.name(), host));
        }
    }

    /// What the database says, on one line.
    static String message(SQLException failure) {
        return String.valueOf(failure.getMessage()).strip().replaceAll("\\s+", " ");
    }
}
