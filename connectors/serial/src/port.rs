//! Opening a line.

use std::time::Duration;

use nilecare_engine_api::SendError;
use tokio_serial::{DataBits, FlowControl, Parity, SerialPortBuilderExt as _, SerialStream, StopBits};

use crate::failure::away;
use crate::{SerialFlowControl, SerialLine, SerialParity};

/// Opens a line for ourselves alone.
///
/// # Errors
/// When it is not there, is in use, or does not take the settings.
pub(crate) fn open(line: &SerialLine) -> Result<SerialStream, SendError> {
    let data_bits = match line.data_bits {
        5 => DataBits::Five,
        6 => DataBits::Six,
        7 => DataBits::Seven,
        _ => DataBits::Eight,
    };
    let parity = match line.parity {
        SerialParity::None => Parity::None,
        SerialParity::Odd => Parity::Odd,
        SerialParity::Even => Parity::Even,
    };
    let flow_control = match line.flow_control {
        SerialFlowControl::None => FlowControl::None,
        SerialFlowControl::Software => FlowControl::Software,
        SerialFlowControl::Hardware => FlowControl::Hardware,
    };
    let path = line.path.display();
    let opened = tokio_serial::new(line.path.to_string_lossy(), line.baud_rate)
        .data_bits(data_bits)
        .parity(parity)
        .stop_bits(if line.stop_bits == 2 {
            StopBits::Two
        } else {
            StopBits::One
        })
        .flow_control(flow_control)
        // It is never waited in a read: the runtime tells when bytes are there.
        .timeout(Duration::ZERO)
        .open_native_async();
    opened.map_err(|error| {
        away(format!(
            "cannot open {path}: {error}; is the device plugged in, may the hub's user open it, and has nobody else?"
        ))
    })
}
