package io.faka.engine.scenario;

import io.faka.codec.command.WalletEntryKind;
import io.faka.engine.Commands;
import io.faka.engine.Currency;
import io.faka.engine.WalletCommands;
import java.util.Locale;

/**
 * The words of a scenario about wallets.
 *
 * <pre>
 * wallet ann credit w-1 500 CNY       wallet ann release h-1       balances ann       statement ann 0 10
 * pay #1 wallet/p-1@bob 100 CNY       buy wallet/p-2@bob 100 CNY order ...
 * </pre>
 */
final class WalletWords {
    private WalletWords() {}

    static Commands change(Commands commands, String[] words) {
        WalletEntryKind kind = WalletEntryKind.valueOf(words[2].toUpperCase(Locale.ROOT));
        return WalletCommands.change(
                commands,
                kind,
                words[1].equals("none") ? "" : words[1],
                words[3].equals("none") ? "" : words[3],
                words.length > 4 ? Long.parseLong(words[4]) : 0,
                words.length > 5 ? currency(words[5]) : 0);
    }

    static Commands statement(Commands commands, String[] words) {
        return WalletCommands.statement(
                commands,
                words[1],
                words.length > 2 ? Long.parseLong(words[2]) : 0,
                words.length > 3 ? Integer.parseInt(words[3]) : 0);
    }

    /** The account behind an {@code @}; empty if there is none. */
    static String account(String ref) {
        return ref.contains("@") ? ref.substring(ref.indexOf('@') + 1) : "";
    }

    /** The ref before an {@code @}. */
    static String ref(String ref) {
        return ref.contains("@") ? ref.substring(0, ref.indexOf('@')) : ref;
    }

    private static int currency(String code) {
        return code.equals("bad") ? 0x616263 : Currency.pack(code);
    }
}
