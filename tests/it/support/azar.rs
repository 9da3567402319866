//! Chance that repeats itself (splitmix64).

pub(crate) struct Azar(pub(crate) u64);

impl Azar {
    /// A number below `hasta`.
    pub(crate) fn menor_que(&mut self, hasta: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % (hasta as u64)).unwrap()
    }

    /// One time in `de`.
    pub(crate) fn una_de(&mut self, de: usize) -> bool {
        self.menor_que(de) == 0
    }

    /// One of these.
    pub(crate) fn de<'a, T>(&mut self, lista: &'a [T]) -> &'a T {
        &lista[self.menor_que(lista.len())]
    }

    /// Some of these, at most `cuantos`, in their order.
    pub(crate) fn algunos<T: Clone>(&mut self, lista: &[T], cuantos: usize) -> Vec<T> {
        let mut quedan: Vec<usize> = (0..lista.len()).collect();
        while quedan.len() > cuantos {
            let sobra = self.menor_que(quedan.len());
            quedan.remove(sobra);
        }
        quedan.into_iter().map(|i| lista[i].clone()).collect()
    }
}
