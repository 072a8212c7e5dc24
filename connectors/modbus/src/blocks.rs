//! Values that stand side by side are read by one request.

use crate::{ModbusPoint, ModbusTable};

/// Of one request (§6.1 and §6.3 of the protocol).
const MOST_BITS: u32 = 2000;
const MOST_REGISTERS: u32 = 125;

/// What one request reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Block {
    pub table: ModbusTable,
    pub address: u16,
    pub count: u16,
    /// The values in it, by their place in the settings.
    pub points: Vec<usize>,
}

/// Plans the requests. Only what is asked for is read: some devices answer no block with a hole in it.
pub(crate) fn plan(points: &[ModbusPoint]) -> Vec<Block> {
    let mut order: Vec<_> = (0..points.len()).collect();
    order.sort_by_key(|index| (points[*index].table, points[*index].address));
    let mut blocks: Vec<Block> = Vec::new();
    for index in order {
        let point = &points[index];
        let most = if point.table.is_of_bits() {
            MOST_BITS
        } else {
            MOST_REGISTERS
        };
        let (begin, end) = (
            u32::from(point.address),
            u32::from(point.address) + u32::from(point.width()),
        );
        if let Some(block) = blocks.last_mut() {
            let first = u32::from(block.address);
            let behind = first + u32::from(block.count);
            let count = behind.max(end) - first;
            if block.table == point.table && begin <= behind && count <= most {
                block.count = count as u16;
                block.points.push(index);
                continue;
            }
        }
        blocks.push(Block {
            table: point.table,
            address: point.address,
            count: point.width(),
            points: vec![index],
        });
    }
    blocks
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn points(list: &[(&str, u16, &str)]) -> Vec<ModbusPoint> {
        let point = |(table, address, kind): &(&str, u16, &str)| {
            let settings = json!({ "name": "x", "table": table, "address": address, "type": kind });
            serde_json::from_value(settings).expect("it is valid")
        };
        list.iter().map(point).collect()
    }

    #[test]
    fn neighbours_are_read_together_within_the_bounds_of_a_request() {
        let plan_of = |list: &[(&str, u16, &str)]| {
            let blocks = plan(&points(list));
            blocks
                .iter()
                .map(|block| (block.address, block.count, block.points.clone()))
                .collect::<Vec<_>>()
        };
        let register = "holding_register";
        assert_eq!(
            plan_of(&[
                (register, 2, "f32"),
                (register, 0, "u16"),
                (register, 1, "u16"),
                (register, 9, "u16"),
                ("input_register", 1, "u16")
            ]),
            [(0, 4, vec![1, 2, 0]), (9, 1, vec![3]), (1, 1, vec![4])]
        );
        // Two values of one register, and one that overlaps.
        assert_eq!(
            plan_of(&[(register, 5, "u16"), (register, 5, "u32")]),
            [(5, 2, vec![0, 1])]
        );
        let many: Vec<_> = (0..126).map(|address| (register, address, "u16")).collect();
        let counts: Vec<_> = plan_of(&many).into_iter().map(|(_, count, _)| count).collect();
        assert_eq!(counts, [125, 1]);
        assert_eq!(plan_of(&[(register, 65534, "f32")])[0].1, 2);
    }
}
