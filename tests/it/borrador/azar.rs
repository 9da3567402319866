//! Chance that is the same in every run.

/// Numbers that look random and are the same in every run.
pub(super) struct Azar(pub(super) u64);

impl Azar {
    pub(super) fn hasta(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % n.max(1)
    }

    pub(super) fn uno<'a, T>(&mut self, de: &'a [T]) -> &'a T {
        &de[self.hasta(de.len())]
    }
}
