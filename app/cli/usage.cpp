#include "cli/usage.h"
#include "cli/output.h"

#include <sstream>

namespace loom::cli {
namespace {

std::optional<Language> language_named(std::string_view name)
{
    if (name == "en")
        return Language::English;
    if (name == "zh")
        return Language::Chinese;
    return {};
}

std::string words(Text text)
{
    return render(Message(text));
}

std::string after(const std::string& text, const std::string& mark)
{
    const auto at = text.find(mark);
    return at == text.npos ? text : text.substr(at + mark.size());
}
std::string before(const std::string& text, const std::string& mark)
{
    return text.substr(0, text.find(mark));
}

/// The command that the arguments got to.
const CLI::App& deepest(const CLI::App& app)
{
    const CLI::App* at = &app;
    while (!at->get_subcommands().empty())
        at = at->get_subcommands().front();
    return *at;
}

/// "data inspect": the name without the program's.
std::string command_name(const CLI::App& app)
{
    const CLI::App* parent = app.get_parent();
    if (!parent)
        return {};
    const std::string before = command_name(*parent);
    return before.empty() ? app.get_name() : before + " " + app.get_name();
}

/// What stands where a command of `app` should: the first argument behind the words of `app` that is neither an option
/// nor an option's value. Empty where there is none.
std::string word_for_command(const CLI::App& app, const std::vector<std::string>& arguments)
{
    std::string known = command_name(app);
    for (std::size_t i = 0; i < arguments.size(); ++i)
        if (arguments[i] == "--language")
            ++i;
        else if (!known.empty() && (known + " ").starts_with(arguments[i] + " "))
            known.erase(0, arguments[i].size() + 1);
        else if (!arguments[i].starts_with("-"))
            return arguments[i];
    return {};
}

/// CLI11's own sentences are English only; what they name is taken out of them.
Message wrong_call_message(const CLI::ParseError& error, const CLI::App& app, const std::vector<std::string>& arguments)
{
    const std::string said = error.what();
    if (dynamic_cast<const CLI::ExtrasError*>(&error))
        return Message(LOOM_TEXT("This is not understood: %1"), after(said, ": "));
    if (dynamic_cast<const CLI::RequiredError*>(&error)) {
        const std::string what = before(said, " is required");
        if (what != "A subcommand")
            return Message(LOOM_TEXT("%1 is missing."), what);
        const std::string word = word_for_command(app, arguments), before_it = command_name(app);
        return word.empty() ? Message(LOOM_TEXT("A command is missing."))
                            : Message(LOOM_TEXT("There is no command called “%1”."),
                                      before_it.empty() ? word : before_it + " " + word);
    }
    if (dynamic_cast<const CLI::ConversionError*>(&error))
        return Message(LOOM_TEXT("This value has the wrong form: %1"), after(said, ": "));
    if (dynamic_cast<const CLI::ArgumentMismatch*>(&error))
        return Message(LOOM_TEXT("%1 has the wrong number of values."), before(said, ":"));
    return Message(LOOM_TEXT("The command line is wrong: %1"), said);
}

/// CLI11 writes "Usage: …" and "Options:" with the colon of English, and says in English how many commands are needed.
class HelpFormatter : public CLI::Formatter {
public:
    std::string make_help(const CLI::App* app, std::string name, CLI::AppFormatMode mode) const override
    {
        std::istringstream lines(CLI::Formatter::make_help(app, std::move(name), mode));
        std::string text;
        for (std::string line; std::getline(lines, line);)
            text += with_own_colon(line) + "\n";
        return text;
    }
    std::string make_description(const CLI::App* app) const override { return app->get_description() + "\n"; }

private:
    static std::string with_own_colon(const std::string& line)
    {
        for (const Text heading :
             {LOOM_TEXT("Usage"), LOOM_TEXT("Arguments"), LOOM_TEXT("Options"), LOOM_TEXT("Commands")}) {
            const std::string begin = words(heading) + ":";
            if (line == begin)
                return render(Message(LOOM_TEXT("%1:"), heading));
            if (line.starts_with(begin + " "))
                return render(Message(LOOM_TEXT("%1: %2"), heading, line.substr(begin.size() + 1)));
        }
        return line;
    }
};

void localise(CLI::App& app)
{
    app.set_help_flag("-h,--help", words(LOOM_TEXT("Shows this help.")));
    const auto formatter = std::make_shared<HelpFormatter>();
    formatter->label("Usage", words(LOOM_TEXT("Usage")));
    formatter->label("OPTIONS", words(LOOM_TEXT("options")));
    formatter->label("SUBCOMMAND", words(LOOM_TEXT("COMMAND")));
    formatter->label("SUBCOMMANDS", words(LOOM_TEXT("COMMAND")));
    formatter->label("Positionals", words(LOOM_TEXT("Arguments")));
    formatter->label("REQUIRED", words(LOOM_TEXT("(needed)")));
    formatter->label("TEXT", " ");
    formatter->label("INT", " ");
    formatter->column_width(34);
    app.formatter(formatter);
    for (CLI::Option* option : app.get_options())
        if (!option->get_positional())
            option->group(words(LOOM_TEXT("Options")));
    for (CLI::App* command : app.get_subcommands([](CLI::App*) { return true; })) {
        command->group(words(LOOM_TEXT("Commands")));
        command->fallthrough(); // --language is understood behind the command too.
        localise(*command);
    }
}

std::string full_name(const CLI::App& app)
{
    return app.get_parent() ? full_name(*app.get_parent()) + " " + app.get_name() : app.get_name();
}

} // namespace

std::optional<Language> language_asked_for(const std::vector<std::string>& arguments)
{
    constexpr std::string_view option = "--language";
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        if (arguments[i] == option && i + 1 < arguments.size())
            return language_named(arguments[i + 1]);
        if (arguments[i].starts_with(std::string(option) + "="))
            return language_named(arguments[i].substr(option.size() + 1));
    }
    return {};
}

void describe(CLI::App& app)
{
    app.name("loom");
    app.description(
        words(LOOM_TEXT("Builds, trains, judges and ships neural networks: Layerloom without its window.")));
    app.set_version_flag("--version", "layerloom " LOOM_VERSION, words(LOOM_TEXT("Shows the version.")));
    app.add_option_function<std::string>(
           "--language",
           [](const std::string& name) {
               if (!language_named(name))
                   throw CLI::ConversionError(": --language " + name);
           },
           words(LOOM_TEXT("The language of what is said: en or zh. Without it, the language of the environment.")))
        ->type_name("en|zh");
    app.footer(words(LOOM_TEXT("Exit codes: 0 good, 1 the input is wrong, 2 the call is wrong, 3 the machine refused.\n"
                               "`loom COMMAND --help` says more about a command.")));
    app.require_subcommand(1);
}

void finish(CLI::App& app)
{
    localise(app);
}

std::optional<int> parse(CLI::App& app, int argc, char** argv)
{
    try {
        app.parse(argc, argv);
        return {};
    } catch (const CLI::CallForHelp&) {
        print_line(app.help()); // Of the command that the arguments got to.
        return good;
    } catch (const CLI::CallForVersion& version) {
        print_line(version.what());
        return good;
    } catch (const CLI::ParseError& error) {
        const CLI::App& reached = deepest(app);
        return fail({wrong_call_message(error, reached, {argv + 1, argv + argc}),
                     Message(LOOM_TEXT("`%1 --help` says how to call it."), full_name(reached)), Blame::Call});
    }
}

} // namespace loom::cli
