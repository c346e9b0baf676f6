package city.belfry.hub.cli;

import city.belfry.hub.access.AuditLog;
import city.belfry.hub.access.Role;
import city.belfry.hub.access.TokenStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The tokens of a hub; a running one sees a change at once.
@Command(
        name = "token",
        description = "Issues, lists and revokes the tokens of a hub.",
        mixinStandardHelpOptions = true)
final class TokenCommand implements Callable<Integer> {
    /// Who acts, in the audit log: whoever has the home folder.
    private static final String COMMAND_LINE = "command line";

    /// What to do with tokens.
    enum Action {
        ISSUE,
        LIST,
        REVOKE
    }

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Mixin
    private CityOptions options = new CityOptions();

    @Parameters(index = "0", paramLabel = "ACTION", description = "issue, list or revoke.")
    private Action action = Action.LIST;

    @Parameters(index = "1", arity = "0..1", paramLabel = "NAME", description = "Whose token.")
    private String name = "";

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).",
            defaultValue = "steward")
    private Role role = Role.STEWARD;

    private final Screen screen;

    TokenCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() throws IOException {
        Path home = options.homeOf(options.read());
        // A token may be issued before the hub runs for the first time.
        Files.createDirectories(home);
        TokenStore tokens = TokenStore.open(home);
        AuditLog audit = AuditLog.open(home);
        if (action != Action.LIST && name.isEmpty()) {
            throw new UsageException("name whose token it is, for example: belfry token issue ada");
        }
        switch (action) {
            case ISSUE -> {
                screen.out().println(tokens.issue(name, role));
                audit.note(COMMAND_LINE, "TOKEN_ISSUE", name + " " + role, "done");
                output.note(screen, "Shown this once; only its hash is kept.");
            }
            case LIST ->
                tokens.list()
                        .forEach(token ->
                                screen.out().println(token.name() + "\t" + token.role() + "\t" + token.issued()));
            case REVOKE -> {
                tokens.revoke(name);
                audit.note(COMMAND_LINE, "TOKEN_REVOKE", name, "done");
                output.note(screen, "The token of " + name + " is no longer accepted.");
            }
        }
        return 0;
    }
}
