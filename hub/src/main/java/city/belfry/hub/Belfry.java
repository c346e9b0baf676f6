package city.belfry.hub;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The command line: one verb per thing a steward, an analyst or an operator does.
@Command(name = "belfry", mixinStandardHelpOptions = true, versionProvider = Belfry.Version.class)
public final class Belfry {
    private Belfry() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Belfry()).execute(arguments));
    }

    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Belfry.class.getPackage().getImplementationVersion();
            return new String[] {"belfry " + (version == null ? "(not packaged)" : version)};
        }
    }
}
