//! How the cases of the property tests are drawn.

use proptest::prelude::ProptestConfig;
use proptest::test_runner::RngSeed;

/// This many cases, the same on every run: a change turns a run red, and not chance. Other ones, and more of them, come
/// with `PROPTEST_RNG_SEED=7 PROPTEST_CASES=5000 cargo test`.
pub fn cases(usual: u32) -> ProptestConfig {
    let asked = ProptestConfig::default();
    ProptestConfig {
        cases: if std::env::var_os("PROPTEST_CASES").is_some() { asked.cases } else { usual },
        rng_seed: if asked.rng_seed == RngSeed::Random { RngSeed::Fixed(2026) } else { asked.rng_seed },
        failure_persistence: None,
        ..asked
    }
}
