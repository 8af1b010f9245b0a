//! Decimal numbers as strings of digits: nothing passes through a float, and nothing is lost.

/// A number: its digits, and how many of them stand behind the point.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Decimal {
    digits: String,
    fraction: usize,
}

/// The longest number that is read; a longer run of digits is an identifier.
pub const LONGEST: usize = 40;

impl Decimal {
    /// From ASCII digits before and behind the point.
    pub fn new(whole: &str, fraction: &str) -> Self {
        let digits = format!("{whole}{fraction}");
        let zeros = digits.len() - digits.trim_start_matches('0').len();
        let keep = digits.len() - zeros.min(whole.len().saturating_sub(1));
        Self { digits: digits[digits.len() - keep..].to_string(), fraction: fraction.len() }
    }

    /// From an integer.
    pub fn whole(value: u128) -> Self {
        Self { digits: value.to_string(), fraction: 0 }
    }

    /// The number times ten to a power.
    pub fn shifted(mut self, power: usize) -> Self {
        let by = power.min(60);
        if self.fraction >= by {
            self.fraction -= by;
        } else {
            self.digits.push_str(&"0".repeat(by - self.fraction));
            self.fraction = 0;
        }
        let places = self.digits.len() - self.fraction;
        let zeros = self.digits.bytes().take_while(|b| *b == b'0').count().min(places.saturating_sub(1));
        self.digits.drain(..zeros);
        self
    }

    /// The number and a half of its last place: `2` gives `2.5`.
    pub fn and_half(mut self) -> Self {
        self.digits.push('5');
        self.fraction += 1;
        self
    }

    /// The integer, where it is one that fits.
    pub fn integer(&self) -> Option<u128> {
        if self.fraction > 0 { None } else { self.digits.parse().ok() }
    }

    /// The sum of two integers; nothing where one is none.
    pub fn plus(&self, other: &Self) -> Option<Self> {
        Some(Self::whole(self.integer()?.checked_add(other.integer()?)?))
    }

    /// Whether this is smaller, for numbers of the same number of places behind the point.
    pub fn is_below(&self, other: &Self) -> bool {
        let places = self.fraction.max(other.fraction);
        let pad = |d: &Self| format!("{:0>90}", format!("{}{}", d.digits, "0".repeat(places - d.fraction)));
        pad(self) < pad(other)
    }

    /// `5000000`, `2.4`.
    pub fn text(&self) -> String {
        match self.digits.len().checked_sub(self.fraction) {
            _ if self.fraction == 0 => self.digits.clone(),
            Some(0) | None => format!("0.{:0>width$}", self.digits, width = self.fraction),
            Some(point) => format!("{}.{}", &self.digits[..point], &self.digits[point..]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_keep_their_digits() {
        assert_eq!(Decimal::new("2", "4").shifted(9).text(), "2400000000");
        assert_eq!(Decimal::new("0", "35").shifted(1).text(), "3.5");
        assert_eq!(Decimal::new("0", "05").text(), "0.05");
        assert_eq!(Decimal::new("007", "").text(), "7");
        assert_eq!(Decimal::new("0", "").shifted(6).integer(), Some(0));
        assert_eq!(Decimal::whole(2).and_half().shifted(6).text(), "2500000");
        assert!(Decimal::new("3", "5").is_below(&Decimal::whole(5)));
        assert_eq!(
            Decimal::whole(2_000_000).plus(&Decimal::whole(300_000)).map(|d| d.text()).unwrap_or_default(),
            "2300000"
        );
    }
}
