// SPDX-License-Identifier: Apache-2.0
package io.busbar.core;

/** What EventBridge delivers, with its order of members and without white space. */
public final class EnvelopeText {
  public static final String BUS_EVENT_ID = "7bf73129-1428-4cd3-a780-95db273d1602";
  public static final String SOURCE = "grocer.customer-web";
  public static final String DETAIL_TYPE = "Order Placed";

  private EnvelopeText() {}

  /** An {@code Order Placed} from customer-web. */
  public static String of(String detail) {
    return of(SOURCE, DETAIL_TYPE, detail);
  }

  public static String of(String source, String detailType, String detail) {
    return ("{'version':'0','id':'%s','detail-type':'%s','source':'%s','account':'111111111111',"
                + "'time':'2026-11-23T06:00:00Z','region':'us-east-1','resources':['arn:aws:s3:::orders'],'detail':")
            .formatted(BUS_EVENT_ID, detailType, source)
            .replace('\'', '"')
        + detail
        + "}";
  }
}
