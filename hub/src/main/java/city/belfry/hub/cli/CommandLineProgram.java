package city.belfry.hub.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;

/// The verbs, and what happens around each: usage errors, failures, exit codes.
///
/// Only the verb that is asked for is built, since building all of them costs more than most of them take.
@Command(
        name = "belfry",
        description = "The semantic data hub for urban digital twins.",
        mixinStandardHelpOptions = true,
        versionProvider = CommandLineProgram.Version.class,
        synopsisSubcommandLabel = "VERB",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:failure",
            "2:usage: an option, a file or a setting is wrong",
            "3:the data break their rules",
            "4:partly done: some records were quarantined",
            "5:a source or a peer does not answer",
            "6:denied",
            "130:interrupted"
        })
public final class CommandLineProgram {
    /// 64 + 2: something was asked for that the verb does not know; `2` everywhere in Belfry.
    private static final int USAGE = 2;

    private CommandLineProgram() {}

    private static final List<String> VERBS = List.of(
            "demo",
            "serve",
            "init",
            "check",
            "ingest",
            "diff",
            "rollback",
            "why",
            "query",
            "export",
            "catalogue",
            "quality",
            "peers",
            "scenario",
            "erase",
            "token",
            "map");

    /// Only the class of the verb that is asked for is loaded: the
    /// launcher gives `map` a shorter class path.
    private static Callable<Integer> verb(String name, Screen screen) {
        return switch (name) {
            case "demo" -> new DemoCommand(screen);
            case "serve" -> new ServeCommand(screen);
            case "init" -> new InitCommand(screen);
            case "check" -> new CheckCommand(screen);
            case "ingest" -> new IngestCommand(screen);
            case "diff" -> new DiffCommand(screen);
            case "why" -> new WhyCommand(screen);
            case "rollback" -> new RollbackCommand(screen);
            case "query" -> new QueryCommand(screen);
            case "export" -> new ExportCommand(screen);
            case "catalogue" -> new CatalogueCommand(screen);
            case "quality" -> new QualityCommand(screen);
            case "peers" -> new PeersCommand(screen);
            case "scenario" -> new ScenarioCommand(screen);
            case "erase" -> new EraseCommand(screen);
            case "token" -> new TokenCommand(screen);
            case "map" -> new MapCommand(screen);
            default -> throw new IllegalArgumentException(name);
        };
    }

    /// Runs one verb and returns the exit code; never throws and never ends the process.
    public static int run(Screen screen, String... arguments) {
        CommandLine program = new CommandLine(new CommandLineProgram());
        boolean isKnown = arguments.length > 0 && VERBS.contains(arguments[0]);
        for (String name : isKnown ? List.of(arguments[0]) : VERBS) {
            program.addSubcommand(name, verb(name, screen));
        }
        program.getSubcommands().values().forEach(verb -> verb.getCommandSpec().versionProvider(new Version()));
        program.setOut(new java.io.PrintWriter(screen.out(), true, java.nio.charset.StandardCharsets.UTF_8));
        program.setErr(new java.io.PrintWriter(screen.err(), true, java.nio.charset.StandardCharsets.UTF_8));
        program.setColorScheme(CommandLine.Help.defaultColorScheme(screen.colour() ? Ansi.ON : Ansi.OFF));
        program.setCaseInsensitiveEnumValuesAllowed(true);
        program.setParameterExceptionHandler((problem, given) -> usage(screen, problem));
        program.setExecutionExceptionHandler((problem, command, given) ->
                Failures.report(screen, problem, given.expandedArgs().contains("--json")));
        if (arguments.length == 0) {
            program.usage(screen.err());
            return USAGE;
        }
        return program.execute(arguments);
    }

    private static int usage(Screen screen, ParameterException problem) {
        CommandLine command = problem.getCommandLine();
        screen.err().println("belfry: " + problem.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(problem, screen.err());
        screen.err().println("See '" + command.getCommandSpec().qualifiedName() + " --help'.");
        return USAGE;
    }

    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = CommandLineProgram.class.getPackage().getImplementationVersion();
            return new String[] {"belfry " + (version == null ? "(not packaged)" : version)};
        }
    }
}
