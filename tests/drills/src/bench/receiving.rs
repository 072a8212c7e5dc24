//! The receiver on a thread of its own, so that sender and receiver do not wait for one another.

use std::net::SocketAddr;
use std::thread::JoinHandle;

use anyhow::{Context as _, Result};
use nilecare_load::{Receiver, ReceiverOptions};
use tokio_util::sync::CancellationToken;

/// A receiver that runs until [`Receiving::stop`].
pub(super) struct Receiving {
    address: SocketAddr,
    stop: CancellationToken,
    thread: JoinHandle<Result<()>>,
}

impl Receiving {
    pub(super) async fn start() -> Result<Self> {
        let (address_sender, address) = tokio::sync::oneshot::channel();
        let stop = CancellationToken::new();
        let stopped = stop.clone();
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
            runtime.block_on(async {
                let any_port = SocketAddr::from(([127, 0, 0, 1], 0));
                let receiver = Receiver::start(any_port, ReceiverOptions::default()).await?;
                // Whoever started it waits for the address; if it is gone, so is the reason to receive.
                let _ = address_sender.send(receiver.local_addr());
                stopped.cancelled().await;
                receiver.stop().await;
                Ok(())
            })
        });
        let address = address.await.context("the receiver did not start")?;
        Ok(Self { address, stop, thread })
    }

    pub(super) fn address(&self) -> SocketAddr {
        self.address
    }

    pub(super) fn stop(self) -> Result<()> {
        self.stop.cancel();
        self.thread.join().expect("the receiving thread does not panic")
    }
}
