package city.belfry.hub.cli;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Reads the command line of `map` without picocli, whose own start takes longer than mapping a small file.
///
/// It knows options with their values behind a space or `=`, each once (`-p` several times). Everything else, help and
/// whatever is wrong, it leaves to picocli: there is one place that words a mistake.
public final class MapArguments {
    private final MapCommand command;
    private final Set<String> given = new HashSet<>();

    private MapArguments(Screen screen) {
        command = new MapCommand(screen);
    }

    /// Runs `map`; empty when the command line is left to picocli.
    public static Optional<Integer> run(Screen screen, String... arguments) {
        return read(screen, arguments).map(MapCommand::run);
    }

    static Optional<MapCommand> read(Screen screen, String... arguments) {
        if (arguments.length == 0 || !arguments[0].equals("map")) {
            return Optional.empty();
        }
        MapArguments read = new MapArguments(screen);
        for (int at = 1; at < arguments.length; at++) {
            String argument = arguments[at];
            if (read.flag(argument)) {
                continue;
            }
            int sign = argument.startsWith("--") ? argument.indexOf('=') : -1;
            String name = sign < 0 ? argument : argument.substring(0, sign);
            if (sign < 0 && ++at == arguments.length) {
                return Optional.empty();
            }
            if (!read.option(name, sign < 0 ? arguments[at] : argument.substring(sign + 1))) {
                return Optional.empty();
            }
        }
        return Optional.of(read.command);
    }

    private boolean flag(String name) {
        switch (name) {
            case "--no-dedup" -> command.duplicates = true;
            case "--strict" -> command.strict = true;
            case "--explain" -> command.explain = true;
            case "--json" -> command.options.json = true;
            case "-q", "--quiet" -> command.options.quiet = true;
            default -> {
                return false;
            }
        }
        return given.add(name.equals("-q") ? "--quiet" : name);
    }

    /// Takes an option.
    ///
    /// @return false when picocli must look at it
    private boolean option(String name, String value) {
        boolean isMissing = value.isEmpty() || (value.startsWith("-") && value.length() > 1) || value.startsWith("@");
        String key = switch (name) {
            case "-m" -> "--mapping";
            case "-o" -> "--output";
            case "-p" -> "--parameter";
            default -> name;
        };
        if (isMissing || (!given.add(key) && !key.equals("--parameter"))) {
            return false;
        }
        switch (key) {
            case "--mapping" -> command.mapping.mapping = Optional.of(value);
            case "--source-dir" -> command.mapping.sources = Optional.of(Path.of(value));
            case "--parameter" -> {
                int sign = value.indexOf('=');
                if (sign < 1 || sign == value.length() - 1) {
                    return false;
                }
                command.mapping.parameters.put(value.substring(0, sign), value.substring(sign + 1));
            }
            case "--base" -> command.base = value;
            case "--output" -> command.output = Optional.of(Path.of(value));
            case "--target-dir" -> command.targets = Optional.of(Path.of(value));
            case "--findings" -> command.findings = Optional.of(Path.of(value));
            case "--format" -> {
                return format(value);
            }
            case "--memory" -> {
                return memory(value);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean format(String value) {
        for (MapCommand.Format format : MapCommand.Format.values()) {
            if (format.name().equals(value.toLowerCase(Locale.ROOT))) {
                command.format = format;
                return true;
            }
        }
        return false;
    }

    private boolean memory(String value) {
        command.memoryBytes = ByteSize.read(value);
        return command.memoryBytes.isPresent();
    }
}
