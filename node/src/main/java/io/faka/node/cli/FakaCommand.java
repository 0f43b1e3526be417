package io.faka.node.cli;

import io.faka.node.ExitCode;
import io.faka.node.NodeFailure;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The root of the command line. */
@Command(
        name = "faka",
        description = "FakaCore: orders, stock and delivery for shops that sell one-time codes.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        subcommands = {
            DevCommand.class,
            ServeCommand.class,
            DemoCommand.class,
            ImportCommand.class,
            SkuCommand.class,
            CouponCommand.class,
            OrderCommand.class,
            LotteryCommand.class,
            PayCommand.class,
            BuyCommand.class,
            BenchCommand.class,
            VerifyCommand.class,
            DumpCommand.class,
            TraceCommand.class,
            WhyCommand.class,
            StateCommand.class,
            TopCommand.class,
            KeyCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0:ok",
            " 1:a check failed, or the node refused the request",
            " 2:wrong usage or configuration",
            "65:damaged data: the place and the advice are on stderr",
            "66:the data directory is in use by another process",
            "67:a port is in use",
            "68:MariaDB cannot be reached or refuses",
            "69:disk full or data directory not writable",
            "70:the node stopped itself on an unexpected error",
            "75:no node answers at the address"
        },
        footer = {"", "Start with:  faka dev", "Then:        faka COMMAND --help"})
public final class FakaCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    /**
     * Runs one command line.
     *
     * @return the exit code of the process
     */
    public static int run(String... args) {
        return commandLine().execute(args);
    }

    static CommandLine commandLine() {
        return new CommandLine(new FakaCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setAbbreviatedOptionsAllowed(false)
                .setExitCodeExceptionMapper(e -> exitCodeOf(e).number())
                .setParameterExceptionHandler(FakaCommand::onUsageError)
                .setExecutionExceptionHandler(FakaCommand::onFailure);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name a command");
    }

    private static int onUsageError(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("faka: " + firstLine(e.getMessage()));
        CommandLine.UnmatchedArgumentException.printSuggestions(e, err);
        err.println("See: " + command.getCommandSpec().qualifiedName() + " --help");
        return ExitCode.USAGE.number();
    }

    private static int onFailure(Exception e, CommandLine command, ParseResult parsed) {
        if (e instanceof NodeFailure failure) {
            command.getErr().println("faka: " + failure.getMessage());
            return failure.exitCode().number();
        }
        command.getErr().println("faka: unexpected: " + e);
        e.printStackTrace(command.getErr());
        return ExitCode.INTERNAL.number();
    }

    private static ExitCode exitCodeOf(Throwable e) {
        return e instanceof NodeFailure failure ? failure.exitCode() : ExitCode.INTERNAL;
    }

    private static String firstLine(String text) {
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end);
    }
}
