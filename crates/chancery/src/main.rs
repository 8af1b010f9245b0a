//! The installable command.

fn main() -> std::process::ExitCode {
    chancery::cli::main(std::env::args_os())
}
