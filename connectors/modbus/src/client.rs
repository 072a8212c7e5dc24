//! A connection to a device.

use std::fmt;

use nilecare_connector_net::{Outbound, TlsSender, dial};
use nilecare_engine_api::{FailureKind, SendError};
use nilecare_types::{Clock, HumanDuration};
use tokio::time::timeout;
use tokio_modbus::client::{Client as _, Context, rtu, tcp};
use tokio_modbus::slave::Slave;
use tokio_modbus::{Request, Response};

use crate::blocks::{Block, plan};
use crate::failure::{BUSY, NO_ANSWER, TLS_SETTINGS, of_dial, of_error, of_exception};
use crate::value::Held;
use crate::{ModbusConnection, ModbusFraming, ModbusPoint, ModbusTable, ModbusType};

/// Makes connections.
pub(crate) struct Client {
    connection: ModbusConnection,
    tls: Option<TlsSender>,
    outbound: Outbound,
}

/// An open connection. After a failure it is not to be used again: a late answer would be taken for another's.
pub(crate) struct Session {
    context: Context,
    limit: HumanDuration,
}

impl Client {
    pub(crate) fn new(connection: ModbusConnection, outbound: Outbound, clock: std::sync::Arc<dyn Clock>) -> Self {
        let tls = connection.tls.clone().map(|tls| TlsSender::new(tls, clock));
        Self {
            connection,
            tls,
            outbound,
        }
    }

    /// Names the device, for people.
    pub(crate) fn device(&self) -> String {
        format!("{} unit {}", self.connection.address, self.connection.unit)
    }

    /// Sees whether the files of the TLS settings can be used.
    pub(crate) fn check_settings(&self) -> Result<(), SendError> {
        let checked = self.tls.as_ref().map_or(Ok(()), TlsSender::check);
        checked.map_err(|error| SendError::new(FailureKind::Stop, TLS_SETTINGS, error.detail()))
    }

    pub(crate) async fn connect(&self) -> Result<Session, SendError> {
        let settings = &self.connection;
        let dialled = dial(
            &settings.address,
            settings.connect_timeout,
            self.tls.as_ref(),
            &self.outbound,
        )
        .await;
        let (stream, _) = dialled.map_err(|error| of_dial(&error))?;
        let unit = Slave(settings.unit);
        let context = match settings.framing {
            ModbusFraming::Tcp => tcp::attach_slave(stream, unit),
            ModbusFraming::Rtu => rtu::attach_slave(stream, unit),
        };
        Ok(Session {
            context,
            limit: settings.timeout,
        })
    }
}

/// What a request asks for, for people.
struct Place {
    table: ModbusTable,
    address: u16,
    count: u16,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let table = match self.table {
            ModbusTable::Coil => "coil",
            ModbusTable::DiscreteInput => "discrete_input",
            ModbusTable::HoldingRegister => "holding_register",
            ModbusTable::InputRegister => "input_register",
        };
        write!(f, "{table} {} ({} of them)", self.address, self.count)
    }
}

impl Session {
    /// Reads all values, in their order.
    pub(crate) async fn read_all(&mut self, points: &[ModbusPoint]) -> Result<Vec<Held>, SendError> {
        let mut values = vec![Held::Bit(false); points.len()];
        for block in plan(points) {
            self.read(&block, points, &mut values).await?;
        }
        Ok(values)
    }

    async fn read(&mut self, block: &Block, points: &[ModbusPoint], values: &mut [Held]) -> Result<(), SendError> {
        let place = Place {
            table: block.table,
            address: block.address,
            count: block.count,
        };
        let request = match block.table {
            ModbusTable::Coil => Request::ReadCoils(block.address, block.count),
            ModbusTable::DiscreteInput => Request::ReadDiscreteInputs(block.address, block.count),
            ModbusTable::HoldingRegister => Request::ReadHoldingRegisters(block.address, block.count),
            ModbusTable::InputRegister => Request::ReadInputRegisters(block.address, block.count),
        };
        let (bits, words) = match self.ask(request, &place).await? {
            Response::ReadCoils(bits) | Response::ReadDiscreteInputs(bits) => (bits, Vec::new()),
            Response::ReadHoldingRegisters(words) | Response::ReadInputRegisters(words) => (Vec::new(), words),
            _ => return Err(odd(&place)),
        };
        for index in &block.points {
            let point = &points[*index];
            let at = usize::from(point.address - block.address);
            // It may answer with less than was asked for.
            let short = || odd(&place);
            values[*index] = if point.table.is_of_bits() {
                Held::Bit(*bits.get(at).ok_or_else(short)?)
            } else {
                let words = words.get(at..at + usize::from(point.width()));
                point.of_words(words.ok_or_else(short)?)
            };
        }
        Ok(())
    }

    /// Writes a value.
    pub(crate) async fn write(&mut self, point: &ModbusPoint, held: Held) -> Result<(), SendError> {
        let place = Place {
            table: point.table,
            address: point.address,
            count: point.width(),
        };
        let address = point.address;
        let request = match held {
            Held::Bit(is_set) if point.table == ModbusTable::Coil => Request::WriteSingleCoil(address, is_set),
            // Only this bit is changed, by the device itself: others may write beside it (§6.16).
            Held::Bit(is_set) if point.kind == ModbusType::Bit => {
                let mask = point.mask();
                Request::MaskWriteRegister(address, !mask, if is_set { mask } else { 0 })
            }
            held => match point.to_words(held).as_slice() {
                [word] => Request::WriteSingleRegister(address, *word),
                words => Request::WriteMultipleRegisters(address, words.to_vec().into()),
            },
        };
        // Some devices answer with what they kept, and not with what they were told; reading back tells.
        match self.ask(request, &place).await? {
            Response::WriteSingleCoil(at, _)
            | Response::WriteSingleRegister(at, _)
            | Response::WriteMultipleRegisters(at, _)
            | Response::MaskWriteRegister(at, ..)
                if at == address =>
            {
                Ok(())
            }
            _ => Err(odd(&place)),
        }
    }

    /// The library's own methods take for granted that a device answers what it was asked; here it is looked at.
    async fn ask(&mut self, request: Request<'_>, place: &Place) -> Result<Response, SendError> {
        match timeout(self.limit.get(), self.context.call(request)).await {
            Ok(Ok(Ok(answer))) => Ok(answer),
            Ok(Ok(Err(exception))) => Err(of_exception(exception, &place.to_string())),
            Ok(Err(error)) => Err(of_error(&error)),
            Err(_) => {
                let detail = format!("no answer within {}; are address, framing and unit right?", self.limit);
                Err(SendError::new(FailureKind::Retry, NO_ANSWER, detail).outcome_unknown())
            }
        }
    }
}

fn odd(place: &Place) -> SendError {
    let detail = format!("the device answered something else than was asked for of {place}");
    SendError::new(FailureKind::Retry, BUSY, detail).outcome_unknown()
}
