//! The settings: every one by its variable, wrong ones refused by name, secrets unseen.

use clap::{Args, Command, Parser};
use quipu::cli::Cli;
use quipu::config::{Config, Database};

fn refused(flags: &[&str]) -> String {
    let args = ["quipu"].iter().chain(flags);
    Config::from_args(args).expect_err("a wrong value").to_string()
}

/// A wrong value is refused with the variable's name and what is accepted.
#[test]
fn wrong_values_are_refused_by_name() {
    let cases = [
        (["--database-url", "mysql://x"], "DATABASE_URL", "sqlite://FILE"),
        (["--bind", "8000"], "QUIPU_BIND", "127.0.0.1:8000"),
        (["--log", "quipu=ruidoso"], "QUIPU_LOG", "expected a level"),
        (["--log-format", "xml"], "QUIPU_LOG_FORMAT", "text, json"),
        (["--db-max-connections", "0"], "QUIPU_DB_MAX_CONNECTIONS", "1..=1000"),
        (["--db-reader-role", "lector\"; DROP"], "QUIPU_DB_READER_ROLE", "a-z, 0-9 and _"),
        (["--min-cost-group", "2"], "QUIPU_MIN_COST_GROUP", "3..="),
        (["--request-timeout-seconds", "diez"], "QUIPU_REQUEST_TIMEOUT_SECONDS", "from 1 to 600"),
        (["--max-tokens", "20,rector"], "QUIPU_MAX_TOKENS", "rector=1"),
        (["--max-tokens", "20,nadie=30"], "QUIPU_MAX_TOKENS", "anonimo, entidad, rector, operador"),
        (["--trusted-proxies", "proxy"], "QUIPU_TRUSTED_PROXIES", "IP address"),
        (["--max-body-bytes", "10"], "QUIPU_MAX_BODY_BYTES", "from 1024 to 67108864"),
        (["--max-depth", "31"], "QUIPU_MAX_DEPTH", "from 1 to 30"),
        (["--max-rows", "0"], "QUIPU_MAX_ROWS", "from 1 to"),
        (["--show-drafts", "quizas"], "QUIPU_SHOW_DRAFTS", "auto, si, no"),
        (["--rounding-threshold", "1.01"], "QUIPU_ROUNDING_THRESHOLD", "up to 1"),
        (["--introspection", "no"], "QUIPU_INTROSPECTION", "auto, si, identificados"),
        (["--cors-origins", "*"], "QUIPU_CORS_ORIGINS", "https://tablero.gob.pe"),
        (["--cors-origins", "https://a.pe/x"], "QUIPU_CORS_ORIGINS", "without path"),
        (["--jwt-leeway-seconds", "301"], "QUIPU_JWT_LEEWAY_SECONDS", "0..=300"),
        (["--jwt-algorithms", "none"], "QUIPU_JWT_ALGORITHMS", "RS256"),
        (["--max-connections", "0"], "QUIPU_MAX_CONNECTIONS", "from 1 to"),
        (["--max-connections-per-address", "0"], "QUIPU_MAX_CONNECTIONS_PER_ADDRESS", "from 1 to"),
        (["--stop-seconds", "601"], "QUIPU_STOP_SECONDS", "0..=600"),
        (["--metrics-bind", "9464"], "QUIPU_METRICS_BIND", "127.0.0.1:8000"),
        (["--otlp-endpoint", "127.0.0.1:4318"], "QUIPU_OTLP_ENDPOINT", "http://127.0.0.1:4318"),
        (["--otlp-endpoint", "http://ana:clave@x"], "QUIPU_OTLP_ENDPOINT", "without user"),
        (["--demo", "yes"], "QUIPU_DEMO", "si, no"),
    ];
    for (flags, variable, accepted) in cases {
        let error = refused(&flags);
        assert!(error.contains(variable), "{flags:?} does not name {variable}: {error}");
        assert!(error.contains(accepted), "{flags:?} does not say «{accepted}»: {error}");
    }
}

/// Each setting has an environment variable, and its errors show that name.
#[test]
fn every_setting_has_a_variable_and_a_description() {
    let command = Config::augment_args(Command::new("quipu"));
    for arg in command.get_arguments() {
        let variable = arg.get_env().and_then(|name| name.to_str()).expect("a variable");
        assert!(variable == "DATABASE_URL" || variable.starts_with("QUIPU_"), "{variable}");
        let shown = arg.get_value_names().expect("a value name");
        assert_eq!(shown[0].as_str(), variable);
        assert!(arg.get_help().is_some(), "{variable} is not described");
    }
}

/// A password is shown neither by an error nor by the settings themselves.
#[test]
fn a_password_is_never_printed() {
    let error = refused(&["--database-url", "mysql://quipu:clave@servidor/base"]);
    assert!(!error.contains("clave"), "{error}");
    let config = Config::from_args(["quipu", "--database-url", "postgres://quipu:clave@servidor/base"]).unwrap();
    assert!(!format!("{config:?} {}", config.database_url).contains("clave"));
    assert_eq!(config.database_url.database(), Database::Postgres);
}

/// The help shows the variables and not the address that is set.
#[test]
fn help_does_not_show_the_address_in_force() {
    let help = Config::augment_args(Command::new("quipu")).render_long_help().to_string();
    assert!(help.contains("[env: DATABASE_URL]"), "{help}");
    assert!(help.contains("QUIPU_MAX_FIELDS"));
}

/// Who asks from this machine is its owner only where nobody else can ask; showing drafts to everyone is said apart.
#[test]
fn a_machine_of_ones_own_is_a_lonely_one() {
    let of = |flags: &[&str]| Config::from_args(["quipu"].iter().chain(flags)).unwrap();
    let cases: [(&[&str], bool, bool); 7] = [
        (&["--bind", "127.0.0.1:1"], true, false),
        (&["--bind", "[::1]:1"], true, false),
        (&["--bind", "0.0.0.0:1"], false, false),
        (&["--bind", "0.0.0.0:1", "--show-drafts", "si"], false, true),
        (&["--bind", "127.0.0.1:1", "--show-drafts", "si"], true, true),
        (&["--bind", "127.0.0.1:1", "--show-drafts", "no"], false, false),
        (&["--bind", "127.0.0.1:1", "--trusted-proxies", "127.0.0.1"], false, false),
    ];
    for (flags, at_home, everyone) in cases {
        let config = of(flags);
        assert_eq!((config.at_home(true), config.drafts_for_everyone()), (at_home, everyone), "{flags:?}");
        assert!(!config.at_home(false), "{flags:?} with keys");
    }
}

/// Every command can be asked for help, and none has two flags of one name.
#[test]
fn every_command_has_help() {
    let programa = <Cli as clap::CommandFactory>::command();
    programa.clone().debug_assert();
    for comando in programa.get_subcommands() {
        let nombre = comando.get_name();
        let error = Cli::try_parse_from(["quipu", nombre, "--help"]).expect_err("help ends the program");
        assert_eq!(error.kind(), clap::error::ErrorKind::DisplayHelp, "{nombre}: {error}");
    }
}
